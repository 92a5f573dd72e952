package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Deployment;
import io.switchboard.contract.EventId;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.DncSettings;
import io.switchboard.dnc.registry.Normaliser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enters a whole list. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Enter a list of opt-outs and opt-ins, a CSV file with a header.",
      "Columns: phone_number; optional: event (optOut or optIn, default optOut), timestamp, reason."
    },
    footer = {
      "",
      "Example: look at the plan, then do it; the same file again changes nothing",
      "  switchboard dnc import list.csv --by jane --plan",
      "  switchboard dnc import list.csv --by jane"
    })
final class ImportCommand implements Callable<Integer> {
  private static final int PROGRESS = 10_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The list, UTF-8.")
  private Path file = Path.of("");

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who enters it.")
  private String by = "";

  @Option(names = "--plan", description = "Only say what would be done.")
  private boolean planOnly;

  @Mixin private Deployment deployment = new Deployment();

  @Override
  public Integer call() {
    var environment = deployment.environment();
    var kafka = KafkaSettings.read(environment);
    var region = DncSettings.region(environment);
    environment.check();
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try {
      var list =
          ImportList.read(Files.readString(file), by, EventId.sha256(Files.readString(file)));
      var err = spec.commandLine().getErr();
      err.print(ImportPlan.of(list, region, now).text());
      err.flush();
      if (!planOnly) {
        enter(list, kafka, region, now);
      }
      return list.faults().isEmpty() ? 0 : 1;
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + file + " as UTF-8 text");
    }
  }

  private void enter(ImportList list, KafkaSettings kafka, String region, Instant now) {
    var err = spec.commandLine().getErr();
    var done = 0;
    try (var entry = new DncEntry(kafka)) {
      for (var change : list.changes()) {
        switch (DncEntry.plan(change, region, now)) {
          case Normaliser.Result.Events(var events) -> entry.write(events);
          case Normaliser.Result.Refused _ -> {} // counted in the plan
        }
        if (++done % PROGRESS == 0) {
          entry.flush();
          err.println(done + " of " + list.changes().size() + " on the log");
          err.flush();
        }
      }
      entry.flush();
    }
    spec.commandLine().getOut().println(done + " lines are on the log");
    spec.commandLine().getOut().flush();
  }
}
