package io.switchboard.cli.dnc;

import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.text.VisibleText;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the state and history of a number, and verifies its chain. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Print the chain of decisions on a number, with CXone's answers, and verify it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:the chain is valid, or nothing is known", " 1:the chain is broken"},
    footer = {"", "Example:", "  switchboard dnc explain '(415) 555-2671'"})
final class ExplainCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NUMBER", description = "In any format, or any key of the log.")
  private String number = "";

  @Mixin private ZoneOptions zone = new ZoneOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var region = deployment.region();
    var keys = DncDatabase.keys(number, region);
    return DncDatabase.with(
        deployment,
        database -> {
          var known = false;
          var sound = true;
          for (var key : keys) {
            var chain = database.chain(key);
            if (!chain.isEmpty()) {
              known = true;
              sound &= print(key, chain, database.pushes(List.of(key)));
            }
          }
          if (!known) {
            new Console(spec).print(ConsentText.nothingKnown(number, region));
          }
          return sound ? 0 : 1;
        });
  }

  private boolean print(String key, List<DncDecision> chain, List<DncDatabase.Push> pushes)
      throws SQLException {
    var console = new Console(spec);
    var last = chain.getLast();
    console.print(key + ": " + state(last));
    console.print("times are in " + zone.zone().getId());
    DncDecision previous = null;
    var sound = true;
    for (var decision : chain) {
      console.print(
          String.format(
              "%4d  %s  %-6s  by %-11s  %-11s  %s",
              decision.chainLength(),
              zone.precise(decision.eventTime()),
              decision.eventName().name().equals("OPT_OUT") ? "optOut" : "optIn",
              decision.source().wireName(),
              decision.kind().wireName(),
              decision.rule()));
      console.print("      received " + zone.precise(decision.receivedAt()) + by(decision));
      console.print("      " + answer(decision, chain, pushes));
      var fault = DecisionChain.fault(previous, decision);
      if (fault.isPresent()) {
        sound = false;
        console.print("      BROKEN: " + fault.get());
      }
      previous = decision;
    }
    console.print(
        sound
            ? "chain of " + chain.size() + " verified, head " + last.hash()
            : "THE CHAIN IS BROKEN");
    return sound;
  }

  private static String state(DncDecision last) {
    if (DncKey.isUnknownNumber(last.phoneNumber())) {
      return last.kind() == DncDecisionKind.UNRESOLVED
          ? "an opt-out with an unknown number: switchboard dnc resolve"
          : "an opt-out with an initially unknown number";
    }
    return ConsentText.state(last.doNotCall());
  }

  private static String by(DncDecision decision) {
    return VisibleText.of(
        (decision.by() == null ? "" : ", entered by " + decision.by())
            + (decision.reason() == null ? "" : ": " + decision.reason())
            + ", event "
            + decision.eventId());
  }

  private String answer(
      DncDecision decision, List<DncDecision> chain, List<DncDatabase.Push> pushes) {
    return DncDatabase.Push.answering(decision, pushes)
        .map(push -> answer(decision, push))
        .orElseGet(() -> "CXone: " + ConsentText.unanswered(decision, chain));
  }

  private String answer(DncDecision decision, DncDatabase.Push push) {
    return "CXone: %s (%d) at %s, %.1f s after receipt"
        .formatted(
            push.outcome(),
            push.status(),
            zone.precise(push.answeredAt()),
            push.secondsAfter(decision));
  }
}
