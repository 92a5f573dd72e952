package io.switchboard.cli.dnc.export;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.dnc.DncDatabase;
import io.switchboard.cli.dnc.signing.DeploymentKey;
import io.switchboard.cli.dnc.signing.SignedLines;
import io.switchboard.cli.output.ResultLines;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.replay.text.CsvLine;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dnc export}: prints the registry, or the heads of all chains. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Print the registry, or the heads of all chains, to be stored elsewhere.",
      "The last line of --heads is a signature with date: `dnc evidence --verify FILE` checks it."
    },
    footer = {
      "",
      "Example:",
      "  switchboard dnc export > registry.csv",
      "  switchboard dnc export -o ndjson | jq .phoneNumber",
      "  switchboard dnc export --heads > heads-2026-11.csv"
    })
public final class ExportCommand implements Callable<Integer> {
  enum Format {
    CSV,
    JSON,
    NDJSON
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description =
          "csv (default; safe for spreadsheets), json: one array, or ndjson: one object a line."
              + " --heads is CSV.")
  private Format format = Format.CSV;

  @Option(names = "--heads", description = "The heads of all chains: number, length, hash (CSV).")
  private boolean heads;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who signs the heads (default: this machine's user).")
  private String by = System.getProperty("user.name", "unknown");

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (heads && format != Format.CSV) {
      throw new CommandFailure("--heads is CSV with a signature; leave out -o", 2);
    }
    if (heads) {
      var key = DeploymentKey.of(deployment);
      DncDatabase.with(deployment, database -> heads(database, key, out));
    } else {
      DncDatabase.with(deployment, database -> registry(database, out));
    }
    return 0;
  }

  private int registry(DncDatabase database, PrintWriter out) throws SQLException {
    var result = new ResultLines(format == Format.JSON, out);
    if (format == Format.CSV) {
      result.add(String.join(",", RegistryRow.COLUMNS));
    }
    database.eachRow(
        RegistryRow.QUERY,
        row -> result.add(format == Format.CSV ? RegistryRow.csv(row) : RegistryRow.json(row)));
    result.end();
    return 0;
  }

  private int heads(DncDatabase database, DeploymentKey key, PrintWriter out) throws SQLException {
    var lines = new SignedLines(out);
    lines.println("phone_number,chain_length,chain_head");
    var last = new AtomicReference<@Nullable DncDecision>();
    database.eachDecision(
        decision -> {
          var before = last.getAndSet(decision);
          if (before != null && !before.phoneNumber().equals(decision.phoneNumber())) {
            lines.println(head(before));
          }
        });
    var end = last.get();
    if (end != null) {
      lines.println(head(end));
    }
    lines.sign(key, by, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    return 0;
  }

  private static String head(DncDecision head) {
    return CsvLine.of(head.phoneNumber(), head.chainLength(), head.hash());
  }
}
