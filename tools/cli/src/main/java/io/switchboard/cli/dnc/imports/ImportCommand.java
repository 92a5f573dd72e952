package io.switchboard.cli.dnc.imports;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.csv.ListFile;
import io.switchboard.cli.dnc.TimeConverter;
import io.switchboard.contract.headers.EventId;
import io.switchboard.dnc.DncEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a list. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Enter a list of opt-outs and opt-ins, a CSV file with a header.",
      "Columns: phone_number; optional: event (optOut or optIn, default optOut), timestamp, reason.",
      "Lines with a time may be imported again without effect."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:every line was written to the log",
      " 1:some were skipped or cannot be read, or nothing was done"
    },
    footer = {
      "",
      "Example: show the plan, import, then correct the skipped lines",
      "  switchboard dnc import list.csv --by jane --plan",
      "  switchboard dnc import list.csv --by jane --rejects rejects.csv",
      "  switchboard dnc import rejects.csv --by jane"
    })
public final class ImportCommand implements Callable<Integer> {
  private static final int PROGRESS = 10_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The list, UTF-8 or UTF-16.")
  private Path file = Path.of("");

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who enters it.")
  private String by = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "The time of lines without a timestamp, RFC 3339.")
  private @Nullable Instant at;

  @Option(names = "--plan", description = "Only show the plan.")
  private boolean planOnly;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write unusable and unreadable lines to this file, for correction.")
  private @Nullable Path rejects;

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var region = deployment.region();
    var text = ListFile.read(file);
    var list = ImportList.read(text, by, at, EventId.sha256(text));
    var plan = ImportPlan.of(list, region, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    var err = spec.commandLine().getErr();
    err.print(plan.text());
    err.flush();
    if (rejects != null) {
      ListFile.writeRejects(rejects, list.header(), plan.rejects());
    }
    if (!planOnly) {
      enter(plan);
    }
    return plan.rejects().isEmpty() ? 0 : 1;
  }

  private void enter(ImportPlan plan) {
    var err = spec.commandLine().getErr();
    var of = plan.events().size();
    var done = 0;
    try (var entry = new DncEntry(deployment.kafka(), "/switchboard/cli")) {
      for (var events : plan.events()) {
        entry.write(events);
        if (++done % PROGRESS == 0) {
          entry.flush();
          err.println(done + " of " + of + " on the log");
          err.flush();
        }
      }
      entry.flush();
    }
    var out = spec.commandLine().getOut();
    out.println(of + " lines were written to the log, " + plan.leftOut() + " were skipped");
    out.flush();
  }
}
