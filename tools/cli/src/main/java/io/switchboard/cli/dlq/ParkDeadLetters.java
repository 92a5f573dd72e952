package io.switchboard.cli.dlq;

import io.switchboard.cli.Console;
import io.switchboard.cli.WriteOptions;
import io.switchboard.replay.dlq.DeadLetterResolver;
import io.switchboard.replay.dlq.ResolutionPlan;
import io.switchboard.replay.reading.LogReader;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard dlq park}: marks open dead letters as parked. */
@Command(
    name = "park",
    mixinStandardHelpOptions = true,
    description = {
      "Park open dead letters, so that they no longer count as open. They stay on their topic; redrive --parked includes them.",
      WriteOptions.ASKS
    },
    footer = {
      "",
      "Example:",
      "  switchboard dlq park --reason 404 --why 'contacts deleted in CXone, ticket 4711' --yes"
    })
final class ParkDeadLetters implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeadLetterOptions options = new DeadLetterOptions();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "The reason, for other operators.")
  private String why = "";

  @Mixin private final ConfirmOptions confirm = new ConfirmOptions();

  @Override
  public Integer call() {
    var kafka = options.kafka();
    var console = new Console(spec);
    try (var reader = LogReader.open(kafka)) {
      var plan =
          ResolutionPlan.park(options.deadLetters(kafka, reader, spec.commandLine().getErr()));
      if (plan.possibleOptOuts() > 0) {
        console.info(
            plan.possibleOptOuts()
                + " may be opt-outs; parked ones no longer suppress their numbers: first enter them"
                + " with switchboard dnc opt-out");
      }
      if (confirm.agreed(plan, plan.deadLetters().size(), "park", "noted", options, console)) {
        try (var resolver =
            DeadLetterResolver.open(kafka, reader, confirm.by(), InstantSource.system())) {
          var result = resolver.park(options.filter(), options.window(), why);
          console.print(result.done().size() + " parked");
        }
      }
    }
    return 0;
  }
}
