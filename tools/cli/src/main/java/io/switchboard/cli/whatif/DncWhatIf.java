package io.switchboard.cli.whatif;

import io.switchboard.dnc.registry.ConsentPolicy;
import io.switchboard.replay.whatif.scenarios.Scenarios;
import java.time.Duration;
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
      "Decide on recorded opt-ins and opt-outs by another policy.",
      "Without options it proves that the recorded decisions follow from dnc.events."
    },
    footer = {
      "",
      "Example: accept opt-ins with a time up to an hour ahead of their receipt",
      "  switchboard what-if dnc --opt-in-ahead 1h --from -30d"
    })
final class DncWhatIf implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--opt-in-ahead",
      paramLabel = "DURATION",
      description = "How far ahead the time of an opt-in may be, like 10m (current: 5m).")
  private @Nullable Duration optInAhead;

  @Mixin private final ComparisonOptions comparison = new ComparisonOptions();

  @Override
  public Integer call() {
    var then = optInAhead == null ? ConsentPolicy.IN_FORCE : new ConsentPolicy(optInAhead);
    return comparison.run(
        new Scenarios(comparison.kafka())
            .dnc(comparison.againstRules() ? ConsentPolicy.IN_FORCE : null, then),
        spec);
  }
}
