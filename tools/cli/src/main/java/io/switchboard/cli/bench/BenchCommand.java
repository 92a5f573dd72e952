package io.switchboard.cli.bench;

import io.switchboard.bench.Bench;
import io.switchboard.bench.Part;
import io.switchboard.bench.Plan;
import io.switchboard.bench.machine.ServerAddresses;
import io.switchboard.bench.report.Comparison;
import io.switchboard.bench.report.Curve;
import io.switchboard.bench.report.Plot;
import io.switchboard.bench.report.Report;
import io.switchboard.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard bench}: how fast it is here, against the limit of this same machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the services, each as a process of its own as it is shipped, by turns with the"
          + " limit of this machine: compare the ratios, not the figures.",
      "On embedded servers, or on those that KAFKA_BOOTSTRAP_SERVERS, DATABASE_URL and REDIS_URL"
          + " name; topics, databases and keys of its own, removed at the end.",
      "Leave the machine alone meanwhile: less than three minutes a part."
    },
    footer = {
      "",
      "Example: two parts before a change, and what the change did to them",
      "  switchboard bench dispositions dnc --out before.json",
      "  switchboard bench dispositions dnc --compare before.json"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final String GROWTH = "growth";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = "What to measure; all: everything. None: tells what there is.")
  private List<String> names = List.of();

  @Option(names = "--rounds", paramLabel = "N", description = "Turns of each (default: 3).")
  private int rounds = Plan.USUAL.rounds();

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "Less than 1 for a look whether it works; such figures say nothing.")
  private double scale = Plan.USUAL.scale();

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the report as JSON.")
  private @Nullable Path out;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Draws what grows, each curve as an SVG file in there.")
  private @Nullable Path plots;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "An earlier report: shows what changed since.")
  private @Nullable Path compare;

  @Option(
      names = "--on",
      paramLabel = "HOST",
      description = "Allows to load a server that is not on this machine; once for each.")
  private List<String> hosts = List.of();

  @Override
  public Integer call() throws Exception {
    if (names.isEmpty()) {
      list();
      return 0;
    }
    var parts = parts();
    var before = before();
    checkOut();
    var report = bench().run(parts, new BenchScreen(spec.commandLine(), out));
    var text = spec.commandLine().getOut();
    if (before != null) {
      text.print(Comparison.of(before, report).text());
      text.flush();
    }
    if (plots != null) {
      draw(report, plots);
    }
    return report.parts().stream().allMatch(part -> part.failure() == null) ? 0 : 1;
  }

  private static void draw(Report report, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (var part : report.parts()) {
      for (var curve : Objects.requireNonNullElse(part.curves(), List.<Curve>of())) {
        Files.writeString(directory.resolve(Plot.fileName(curve)), Plot.svg(curve));
      }
    }
  }

  /** Before minutes of measuring, not after. */
  private void checkOut() {
    if (out == null) {
      return;
    }
    var folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw new CommandFailure("--out " + out + " cannot be written", 2);
    }
  }

  private void list() {
    var text = spec.commandLine().getOut();
    known().forEach(part -> text.printf("  %-20s %s%n", part.name(), part.about()));
    text.printf("  %-20s %s%n", ALL, "all of them but growth, one after the other");
    text.printf("  %-20s %s%n", GROWTH, "all that begin with growth");
    text.flush();
  }

  private static Stream<Part> known() {
    return Stream.concat(Bench.parts().stream(), Bench.growth().stream());
  }

  private List<Part> parts() {
    return names.stream().flatMap(BenchCommand::parts).distinct().toList();
  }

  private static Stream<Part> parts(String name) {
    return switch (name) {
      case ALL -> Bench.parts().stream();
      case GROWTH -> Bench.growth().stream();
      default -> {
        if (known().noneMatch(part -> part.name().equals(name))) {
          var all = known().map(Part::name).collect(Collectors.joining(", "));
          throw new CommandFailure(
              "there is no part '" + name + "', only " + all + ", " + ALL + " and " + GROWTH, 2);
        }
        yield known().filter(part -> part.name().equals(name));
      }
    };
  }

  private Bench bench() {
    try {
      return new Bench(ServerAddresses.read(System.getenv(), hosts), new Plan(rounds, scale));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  private @Nullable Report before() {
    if (compare == null) {
      return null;
    }
    try {
      return Report.read(compare);
    } catch (IOException e) {
      throw new CommandFailure("--compare " + compare + " cannot be read", 2);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--compare: " + e.getMessage(), 2);
    }
  }
}
