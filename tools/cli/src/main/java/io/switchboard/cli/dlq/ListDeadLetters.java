package io.switchboard.cli.dlq;

import io.switchboard.cli.output.OutputOptions;
import io.switchboard.replay.dlq.DeadLetterGroups;
import io.switchboard.replay.reading.LogReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dlq list}: counts dead letters by service, destination and reason. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Count dead letters by service, destination and reason.",
    footer = {"", "Example:", "  switchboard dlq list --service sink-postgres --from -1d"})
final class ListDeadLetters implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeadLetterOptions options = new DeadLetterOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    var kafka = options.kafka();
    try (var reader = LogReader.open(kafka)) {
      var groups =
          DeadLetterGroups.of(options.deadLetters(kafka, reader, spec.commandLine().getErr()));
      output.print(DeadLetterTable.of(groups), "There are no dead letters.", options.zone(), spec);
    }
    return 0;
  }
}
