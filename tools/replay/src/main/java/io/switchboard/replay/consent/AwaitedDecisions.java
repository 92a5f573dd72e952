package io.switchboard.replay.consent;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the decisions on events that are written after its start from {@code dnc.decisions}. */
final class AwaitedDecisions implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topic<String, DncDecision> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private AwaitedDecisions(
      Topic<String, DncDecision> topic, KafkaConsumer<byte[], byte[]> consumer) {
    this.topic = topic;
    this.consumer = consumer;
  }

  /** Reads from the current end. */
  static AwaitedDecisions from(KafkaSettings kafka) {
    var topic = kafka.topics().dncDecisions();
    var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(
                Map.of("isolation.level", "read_committed", "default.api.timeout.ms", 10_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(
          consumer::position); // seeks are lazy: resolve the position now, not at the first poll
      return new AwaitedDecisions(topic, consumer);
    } catch (KafkaException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw new IllegalStateException(
          "Kafka cannot be reached: " + e.getClass().getSimpleName(), e);
    }
  }

  /** The decisions by event id; those that are not made within the timeout are missing. */
  Map<String, DncDecision> await(Collection<DncEvent> events, Duration timeout) {
    var open = new HashSet<String>();
    events.forEach(event -> open.add(event.eventId()));
    var found = new HashMap<String, DncDecision>();
    var end = System.nanoTime() + timeout.toNanos();
    while (!open.isEmpty() && System.nanoTime() < end) {
      for (var record : consumer.poll(POLL)) {
        topic
            .valueOf(record)
            .filter(decision -> open.remove(decision.eventId()))
            .ifPresent(decision -> found.put(decision.eventId(), decision));
      }
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
