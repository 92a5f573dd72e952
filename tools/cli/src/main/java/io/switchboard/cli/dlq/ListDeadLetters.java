package io.switchboard.cli.dlq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.dlq.DeadLetterGroups;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.reading.LogReader;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default) or json.")
  private Format format = Format.TABLE;

  /** The output format. */
  enum Format {
    TABLE,
    JSON
  }

  @Override
  public Integer call() {
    var kafka = options.kafka();
    var out = spec.commandLine().getOut();
    try (var reader = LogReader.open(kafka)) {
      var groups =
          DeadLetterGroups.of(options.deadLetters(kafka, reader, spec.commandLine().getErr()));
      if (format == Format.JSON) {
        out.println(json(groups));
      } else if (groups.isEmpty()) {
        out.println("There are no dead letters.");
      } else {
        DeadLetterTable.lines(groups).forEach(out::println);
      }
      out.flush();
    }
    return 0;
  }

  private static String json(Map<DeadLetterGroups.Group, DeadLetterGroups.Tally> groups) {
    var json = JsonNodeFactory.instance.arrayNode();
    groups.forEach(
        (group, tally) ->
            json.addObject()
                .put("service", group.service())
                .put("destination", group.destination())
                .put("reason", group.reason())
                .put("open", tally.of(DeadLetterState.OPEN))
                .put("redriven", tally.of(DeadLetterState.REDRIVEN))
                .put("parked", tally.of(DeadLetterState.PARKED))
                .put("first", Times.format(tally.first()))
                .put("last", Times.format(tally.last())));
    return json.toPrettyString();
  }
}
