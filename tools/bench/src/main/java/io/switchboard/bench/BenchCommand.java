package io.switchboard.bench;

import io.switchboard.bench.machine.ServerAddresses;
import io.switchboard.bench.report.BenchReport;
import io.switchboard.bench.report.MarkdownTable;
import io.switchboard.bench.report.ReportComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code switchboard bench}: measures the services against the limit of this machine. Exit codes: 0
 * measured, 1 a part failed, 2 wrong options.
 */
@Command(
    name = "switchboard bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the services, each in a separate process with the options of production, alternating with the limit of this machine. Compare the ratios, not the figures.",
      "Uses embedded servers, or those of KAFKA_BOOTSTRAP_SERVERS, DATABASE_URL and REDIS_URL. It"
          + " creates topics, databases and keys of its own and removes them at the end.",
      "Run nothing else on the machine. A part takes about three minutes."
    },
    footer = {
      "",
      "Example: two parts before a change, and the effect of the change",
      "  switchboard bench dispositions dnc --out before.json",
      "  switchboard bench dispositions dnc --compare before.json"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final String GROWTH = "growth";

  /** Short rounds, so that all parts together take minutes and not an hour. */
  private static final double ALL_SCALE = 0.35;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = "The part to measure, or all. Without a part: lists the parts.")
  private List<String> names = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of each measurement (default: 3).")
  private int rounds = BenchPlan.USUAL.rounds();

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description =
          "Factor for the length of rounds and warm-ups (default: 1, for all: 0.35). Less is a quick check.")
  private @Nullable Double scale;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Part latency: seconds of a round at each rate (default: 10).")
  private int seconds = BenchPlan.USUAL.seconds();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Part latency: requests a second; repeatable (default: 200 and 2,000).")
  private List<Integer> rates = BenchPlan.USUAL.rates();

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Parts verify and rebuild: decisions and numbers (default: 1,000,000).")
  private int records = BenchPlan.USUAL.records();

  @Option(
      names = "--markdown",
      description = "Prints one table in Markdown at the end; for all it is always printed.")
  private boolean markdown;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the report as JSON.")
  private @Nullable Path out;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Compares with an earlier report.")
  private @Nullable Path compare;

  @Option(
      names = "--on",
      paramLabel = "HOST",
      description = "Allows load on a server of another machine; repeatable.")
  private List<String> hosts = List.of();

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.setProperty("SWITCHBOARD_LOG_LEVEL", "ERROR"); // before the first logger is made
    System.exit(commandLine().execute(arguments));
  }

  /** The command, ready to execute. */
  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setParameterExceptionHandler((problem, _) -> report(problem, problem.getCommandLine()))
        .setExecutionExceptionHandler((failure, line, _) -> report(failure, line));
  }

  private static int report(Exception failure, CommandLine line) {
    line.getErr().println(line.getCommandName() + ": " + failure.getMessage());
    line.getErr().flush();
    return failure instanceof CommandLine.ParameterException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

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
    if (markdown || names.contains(ALL)) {
      text.print(MarkdownTable.of(report));
      text.flush();
    }
    if (before != null) {
      text.print(ReportComparison.of(before, report).text());
      text.flush();
    }
    return report.parts().stream().allMatch(part -> part.failure() == null) ? 0 : 1;
  }

  /** Checked before the measurements. */
  private void checkOut() {
    if (out == null) {
      return;
    }
    var folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw wrong("--out " + out + " cannot be written");
    }
  }

  private void list() {
    var text = spec.commandLine().getOut();
    known().forEach(part -> text.printf("  %-20s %s%n", part.name(), part.description()));
    text.printf("  %-20s %s%n", ALL, "all parts except growth, in short rounds");
    text.printf("  %-20s %s%n", GROWTH, "all parts whose names begin with growth");
    text.flush();
  }

  private static Stream<BenchPart> known() {
    return Stream.concat(Bench.parts().stream(), Bench.growth().stream());
  }

  private List<BenchPart> parts() {
    return names.stream().flatMap(this::parts).distinct().toList();
  }

  private Stream<BenchPart> parts(String name) {
    return switch (name) {
      case ALL -> Bench.parts().stream();
      case GROWTH -> Bench.growth().stream();
      default -> {
        if (known().noneMatch(part -> part.name().equals(name))) {
          var all = known().map(BenchPart::name).collect(Collectors.joining(", "));
          throw wrong(
              "unknown part '" + name + "'; parts are " + all + ", " + ALL + " and " + GROWTH);
        }
        yield known().filter(part -> part.name().equals(name));
      }
    };
  }

  private Bench bench() {
    try {
      return new Bench(ServerAddresses.read(System.getenv(), hosts), plan());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private BenchPlan plan() {
    var usual = names.contains(ALL) ? ALL_SCALE : BenchPlan.USUAL.scale();
    return new BenchPlan(rounds, scale == null ? usual : scale, seconds, rates, records);
  }

  private @Nullable BenchReport before() {
    if (compare == null) {
      return null;
    }
    try {
      return BenchReport.read(compare);
    } catch (IOException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--compare " + compare + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw wrong("--compare: " + e.getMessage());
    }
  }
}
