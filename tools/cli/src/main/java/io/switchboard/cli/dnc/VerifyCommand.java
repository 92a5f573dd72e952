package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.csv.Csv;
import io.switchboard.cli.dnc.signing.SignatureLine;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.text.CsvLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies all chains. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Verify all chains of decisions, the registry's heads, and stored heads.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:everything holds", " 1:something does not"},
    footer = {
      "",
      "Example: the heads of last month prove that no decision was removed since",
      "  switchboard dnc export --heads > heads-2026-11.csv",
      "  switchboard dnc verify --heads heads-2026-11.csv"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int PROGRESS = 50_000;
  private static final Duration DECISION_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--heads", paramLabel = "FILE", description = "Heads of an earlier export.")
  private @Nullable Path heads;

  @Option(names = "--numbers", description = "Print numbers unmasked, for dnc explain.")
  private boolean whole;

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    var kept = keptHeads();
    var keptHeads = kept.size();
    var faults = new AtomicLong();
    var pass =
        DncDatabase.with(
            deployment,
            database -> {
              var checked =
                  new ChainVerification(
                      database.registered(),
                      kept,
                      (number, words) -> {
                        faults.incrementAndGet();
                        err.println((whole ? number : Mask.text(number)) + ": " + words);
                      });
              database.eachDecision(
                  decision -> {
                    checked.visit(decision);
                    if (checked.decisions() % PROGRESS == 0) {
                      err.println(Quantity.of(checked.decisions(), "decision") + " verified");
                      err.flush();
                    }
                  });
              checked.end();
              recheckUntilStable(checked, database);
              return checked;
            });
    err.flush();
    out.printf(
        "%s in %s, the registry%s: %s%n",
        Quantity.of(pass.decisions(), "decision"),
        Quantity.of(pass.chains(), "chain"),
        heads == null ? "" : " and " + Quantity.of(keptHeads, "kept head"),
        faults.get() == 0 ? "all hold" : Quantity.of(faults.get(), "fault"));
    out.flush();
    return faults.get() == 0 ? 0 : 1;
  }

  private static void recheckUntilStable(ChainVerification pass, DncDatabase database)
      throws SQLException {
    var end = System.nanoTime() + DECISION_TIMEOUT.toNanos();
    while (!pass.recheck(database)) {
      if (System.nanoTime() > end) {
        pass.reportDifferences();
        return;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private Map<String, String> keptHeads() {
    var kept = new HashMap<String, String>();
    if (heads == null) {
      return kept;
    }
    try {
      for (var row : Csv.read(Files.readString(heads)).stream().skip(1).toList()) {
        if (SignatureLine.isSignature(row.text())) {
          continue;
        }
        var cells = row.cells();
        kept.put(
            ChainVerification.place(CsvLine.unescaped(cells.get(0)), Long.parseLong(cells.get(1))),
            cells.get(2));
      }
      return kept;
    } catch (NoSuchFileException _) {
      throw new CommandFailure("there is no file " + heads, 2);
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
      throw new CommandFailure(heads + " does not contain the heads of an export", 2);
    }
  }
}
