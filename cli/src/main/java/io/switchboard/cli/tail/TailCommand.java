package io.switchboard.cli.tail;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Deployment;
import io.switchboard.contract.Times;
import io.switchboard.contract.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard tail}: follows topics. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = {
      "Follows topics, committed records only. Phone numbers are masked unless --reveal.",
      "Each line: time, topic/partition@offset, key, value."
    },
    footer = {
      "",
      "Example: the last ten decisions and whatever follows",
      "  switchboard tail ivr.decisions dispositions.classified --last 10"
    })
public final class TailCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final Deployment deployment = new Deployment();

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "Without TOPIC_PREFIX.")
  private List<String> topics = List.of();

  @Option(names = "--from-beginning", description = "Everything that is kept, then follow.")
  private boolean fromBeginning;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many of the newest of each partition first.")
  private long last;

  @Option(names = "--count", paramLabel = "N", description = "End after so many records.")
  private @Nullable Long count;

  @Option(names = "--reveal", description = "Show phone numbers as they are.")
  private boolean reveal;

  @Override
  public Integer call() {
    var environment = deployment.environment();
    var kafka = KafkaSettings.read(environment);
    environment.check();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(
                Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    10_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions(consumer, kafka));
      seek(consumer);
      follow(consumer);
    }
    return 0;
  }

  private List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, KafkaSettings kafka) {
    return topics.stream()
        .map(kafka.prefix()::applyTo)
        .flatMap(
            topic -> {
              var known = consumer.listTopics().get(topic);
              if (known == null) {
                throw new CommandFailure("no topic " + topic + " on this cluster");
              }
              return known.stream().map(info -> new TopicPartition(topic, info.partition()));
            })
        .toList();
  }

  private void seek(KafkaConsumer<byte[], byte[]> consumer) {
    if (fromBeginning) {
      consumer.seekToBeginning(consumer.assignment());
      return;
    }
    var begins = consumer.beginningOffsets(consumer.assignment());
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - last)));
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    var out = spec.commandLine().getOut();
    var left = count == null ? Long.MAX_VALUE : count;
    while (left > 0 && !out.checkError()) {
      for (var kept : consumer.poll(POLL)) {
        if (left-- > 0) {
          out.println(line(kept));
        }
      }
      out.flush();
    }
  }

  private String line(ConsumerRecord<byte[], byte[]> kept) {
    return "%s %s/%d@%d %s %s"
        .formatted(
            Times.format(Instant.ofEpochMilli(Math.max(0, kept.timestamp()))),
            kept.topic(),
            kept.partition(),
            kept.offset(),
            shown(kept.key()),
            shown(kept.value()));
  }

  private String shown(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    return reveal ? text : MaskedRecord.of(text);
  }
}
