package io.switchboard.cli.whatif;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.dnc.DncService;
import io.switchboard.dnc.DncTopology;
import io.switchboard.dnc.registry.Policy;
import io.switchboard.replay.whatif.DecisionExtractor;
import io.switchboard.replay.whatif.Rules;
import io.switchboard.replay.whatif.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Another policy on consent. */
@Command(
    name = "dnc",
    mixinStandardHelpOptions = true,
    description = {
      "What another policy would have decided on the recorded opt-ins and opt-outs.",
      "Without options it proves that the recorded decisions follow from dnc.events."
    },
    footer = {
      "",
      "Example: believe opt-ins whose time is up to an hour ahead of their receipt",
      "  switchboard what-if dnc --opt-in-ahead PT1H --from -30d"
    })
final class DncWhatIf implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--opt-in-ahead",
      paramLabel = "DURATION",
      description = "How far ahead an opt-in is believed, like PT10M (in force: PT5M).")
  private @Nullable Duration optInAhead;

  @Mixin private final Comparison comparison = new Comparison();

  @Override
  public Integer call() {
    var topics = comparison.kafka().topics();
    return comparison.run(
        new Scenario(
            DncService.NAME,
            topics.dncEvents().name(),
            List.of(topics.dncDecisions().name()),
            comparison.properties(DncService.NAME),
            comparison.orRecorded(rules(Policy.IN_FORCE)),
            rules(optInAhead == null ? Policy.IN_FORCE : new Policy(optInAhead)),
            new DecisionExtractor(topics)::of,
            null),
        spec);
  }

  private Rules rules(Policy policy) {
    var topics = comparison.kafka().topics();
    return Rules.of(() -> DncTopology.decisions(topics, policy, new SimpleMeterRegistry()));
  }
}
