package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Deployment;
import io.switchboard.contract.Mask;
import io.switchboard.contract.event.DncDecision;
import io.switchboard.dnc.registry.Chain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies every chain there is. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Verify every chain of decisions, the registry's heads, and heads kept elsewhere.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:everything holds", " 1:something does not"},
    footer = {
      "",
      "Example: heads that were printed last month prove that nothing was cut off since",
      "  switchboard dnc export --heads > heads-2026-11.csv",
      "  switchboard dnc verify --heads heads-2026-11.csv"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int PROGRESS = 50_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--heads", paramLabel = "FILE", description = "Heads of an earlier export.")
  private @Nullable Path heads;

  @Mixin private Deployment deployment = new Deployment();

  /** One pass over all decisions. */
  private static final class Pass {
    private final PrintWriter err;
    private final Map<String, String> kept; // number and length to the head that was kept
    private final Map<String, String> registry;
    private @Nullable DncDecision previous;
    private long decisions;
    private long chains;
    private long faults;

    Pass(PrintWriter err, Map<String, String> kept, Map<String, String> registry) {
      this.err = err;
      this.kept = kept;
      this.registry = registry;
    }

    void visit(DncDecision decision) {
      var before = previous;
      var sameChain = before != null && before.phoneNumber().equals(decision.phoneNumber());
      if (!sameChain) {
        chains++;
      }
      Chain.fault(sameChain ? before : null, decision)
          .ifPresent(fault -> fault(decision.phoneNumber(), fault));
      var place = decision.phoneNumber() + "|" + decision.chainLength();
      var head = kept.remove(place);
      if (head != null && !head.equals(decision.hash())) {
        fault(decision.phoneNumber(), "another head was kept for place " + decision.chainLength());
      }
      var registered = registry.remove(place);
      if (registered != null && !registered.equals(decision.hash())) {
        fault(decision.phoneNumber(), "the registry has another head");
      }
      previous = decision;
      if (++decisions % PROGRESS == 0) {
        err.println(decisions + " decisions verified");
        err.flush();
      }
    }

    void end() {
      kept.keySet().forEach(place -> fault(place, "a kept head is missing: the end was cut off"));
      registry.keySet().forEach(place -> fault(place, "the registry's head is missing"));
    }

    private void fault(String number, String fault) {
      faults++;
      err.println(Mask.text(number) + ": " + fault);
    }
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var faults =
        DncDatabase.with(
            deployment,
            database -> {
              var pass =
                  new Pass(spec.commandLine().getErr(), keptHeads(), registryHeads(database));
              database.eachDecision(pass::visit);
              pass.end();
              out.printf(
                  "%d decisions in %d chains: %s%n",
                  pass.decisions,
                  pass.chains,
                  pass.faults == 0 ? "all hold" : pass.faults + " faults");
              return pass.faults;
            });
    out.flush();
    spec.commandLine().getErr().flush();
    return faults == 0 ? 0 : 1;
  }

  private static Map<String, String> registryHeads(DncDatabase database) throws SQLException {
    var heads = new HashMap<String, String>();
    database.eachRegistration(
        row ->
            heads.put(
                row.getString("phone_number") + "|" + row.getLong("chain_length"),
                row.getString("chain_head")));
    return heads;
  }

  private Map<String, String> keptHeads() {
    var kept = new HashMap<String, String>();
    if (heads == null) {
      return kept;
    }
    try (var lines = Files.lines(heads)) {
      lines
          .skip(1)
          .map(Csv::parse)
          .forEach(cells -> kept.put(Csv.plain(cells.get(0)) + "|" + cells.get(1), cells.get(2)));
      return kept;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new CommandFailure("cannot read " + heads + " as heads of an export");
    }
  }
}
