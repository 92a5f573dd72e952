package io.switchboard.cli.dnc.imports;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.cli.csv.ListFile;
import io.switchboard.cli.dnc.TimeOption;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.text.Quantity;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "Lines with a time may be imported again without effect.",
      WriteOptions.ASKS
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:every line was written to the log",
      " 1:some were skipped or cannot be read, or nothing was entered",
      " 2:FILE is no such list, or wrong usage"
    },
    footer = {
      "",
      "Example: show the plan, import, then correct the skipped lines",
      "  switchboard dnc import list.csv --by jane --plan",
      "  switchboard dnc import list.csv --by jane --yes --rejects rejects.csv",
      "  switchboard dnc import rejects.csv --by jane --yes"
    })
public final class ImportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The list, UTF-8 or UTF-16.")
  private Path file = Path.of("");

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who enters it.")
  private String by = "";

  @Mixin private TimeOption at = new TimeOption();

  @Mixin private WriteOptions writing = new WriteOptions();

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Write unusable and unreadable lines to this file, for correction; not with --plan.")
  private @Nullable Path rejects;

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var region = deployment.region();
    var text = ListFile.read(file);
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var list = ImportList.read(text, by, at.time(now).orElse(null), EventId.sha256(text));
    var plan = ImportPlan.of(list, region, now);
    var kafka = writing.isPlanOnly() ? null : deployment.kafka();
    var console = new Console(spec);
    console.info(plan.text().stripTrailing());
    if (!list.unknownColumns().isEmpty()) {
      console.info(
          "columns that are not used: " + Mask.text(String.join(", ", list.unknownColumns())));
    }
    console.info("expected: " + expected(plan));
    if (rejects != null && !writing.isPlanOnly()) {
      ListFile.writeRejects(rejects, list.header(), plan.rejects());
    }
    if (writing.agreedOrFails(deployment, console, "entered") && kafka != null) {
      enter(plan, kafka);
    }
    return plan.rejects().isEmpty() ? 0 : 1;
  }

  /** The effect on the registry; the import itself needs no database. */
  private String expected(ImportPlan plan) {
    var events = plan.events().stream().flatMap(List::stream).toList();
    try {
      var keys = events.stream().map(DncEvent::key).collect(Collectors.toSet());
      var known = RegisteredStates.read(deployment.database(), keys);
      return ImportEffect.expected(events, known).text();
    } catch (SQLException e) {
      return "not known, the database was not read: SQLSTATE " + e.getSQLState();
    } catch (UnreachableServerException | CommandFailure e) {
      return "not known, the database was not read: " + e.getMessage();
    }
  }

  private void enter(ImportPlan plan, KafkaSettings kafka) {
    var entry = new ImportEntry(kafka, spec.commandLine().getErr());
    var effect = entry.enter(plan.events());
    var console = new Console(spec);
    console.print(
        Quantity.of(plan.events().size(), "line was", "lines were")
            + " written to the log, "
            + plan.leftOut()
            + " skipped");
    console.print("decided: " + effect);
  }
}
