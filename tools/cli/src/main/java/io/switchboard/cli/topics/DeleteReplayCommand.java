package io.switchboard.cli.topics;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.copy.ReplayCopies;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.UnknownTopicException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code topics delete-replay}: deletes a topic that replays have filled. */
@Command(
    name = "delete-replay",
    mixinStandardHelpOptions = true,
    description = {
      "Delete a topic in which every record is a copy of a replay.",
      "Refused for topics of topics.yaml, and while a group reads it. Prints a plan; asks at a"
          + " terminal, and needs --yes without one."
    },
    footer = {"", "Example:", "  switchboard topics delete-replay try.results --plan"})
final class DeleteReplayCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "TOPIC", description = "Without TOPIC_PREFIX.")
  private String topic = "";

  @Mixin private final WriteOptions writing = new WriteOptions();
  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var kafka = deployment.kafka();
    var name = kafka.prefix().applyTo(topic);
    var console = new Console(spec);
    try (var reader = LogReader.open(kafka);
        var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var copies = plan(admin, kafka, reader, name, console);
      console.info("plan: delete " + name);
      copies
          .byReplay()
          .forEach(
              (id, count) ->
                  console.info("  %s of replay %s".formatted(Quantity.of(count, "record"), id)));
      if (!copies.obstacles().isEmpty()) {
        throw new CommandFailure(
            name + " is not deleted: " + String.join("; ", copies.obstacles()));
      }
      if (writing.agreedOrFails(deployment, console, "deleted")) {
        copies.delete(admin);
        console.print(name + " is deleted");
      }
      return 0;
    } catch (UnknownTopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  private static ReplayCopies plan(
      Admin admin, KafkaSettings kafka, LogReader reader, String name, Console console) {
    try (var bar = console.progress("planning")) {
      return ReplayCopies.of(admin, kafka, reader, name, bar);
    }
  }
}
