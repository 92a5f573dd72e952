package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.replay.consent.EntryPlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enters one opt-out or opt-in, and prints the decision. */
abstract class EnteringCommand implements Callable<Integer> {
  private final Consent consent;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NUMBER", description = "In any format, or a raw: key.")
  private String number = "";

  @Mixin private Operator operator = new Operator();
  @Mixin private WriteOptions writing = new WriteOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  EnteringCommand(Consent consent) {
    this.consent = consent;
  }

  @Override
  public Integer call() {
    var kafka = deployment.kafka();
    var region = deployment.region();
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var ahead = operator.at(now).isAfter(now);
    if (ahead && consent == Consent.OPT_IN) {
      throw new CommandFailure(
          "--at is in the future: an opt-in counts from a time that has passed", 2);
    }
    var change =
        new EnteredChange(
            DncSource.OPERATOR,
            number,
            consent,
            operator.at(now),
            operator.by,
            operator.reason,
            List.of(),
            "");
    return switch (EntryPlan.change(change, region, now)) {
      case EntryPlan.Refused(var why) ->
          throw new CommandFailure(
              "refused: " + why + "; give the whole number, like +14155552671");
      case EntryPlan.Steps steps -> enter(steps, ahead, kafka);
    };
  }

  private int enter(EntryPlan.Steps steps, boolean ahead, KafkaSettings kafka) {
    var console = new Console(spec);
    console.info(EntryLines.plan(steps, operator::text));
    if (ahead) {
      console.info("      --at is in the future: the opt-out counts from now.");
    }
    return !agreed(console) || new EntryLines(kafka, console).enter(steps) ? 0 : 1;
  }

  /** An opt-out is the safe direction, and it must not wait. */
  private boolean agreed(Console console) {
    return consent == Consent.OPT_OUT
        ? writing.agreedInProduction(deployment, console, "entered")
        : writing.agreedOrFails(deployment, console, "entered");
  }
}
