package io.switchboard.testkit.cluster;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of topics from the beginning, without a group. It keeps its consumer:
 * tests read ten times a second, and a new consumer takes far longer than a topic of theirs.
 */
public final class CommittedReader implements AutoCloseable {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final KafkaSettings kafka;
  private final ConcurrentLinkedDeque<KafkaConsumer<byte[], byte[]>> free =
      new ConcurrentLinkedDeque<>();

  /** Connects with the first reading. */
  public CommittedReader(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** All committed records that a topic, named with its prefix, has now. */
  public <K, V> List<ConsumerRecord<K, V>> read(
      String topic, Deserializer<K> keys, Deserializer<V> values) {
    return onConsumer(
        consumer -> {
          seekToBeginning(consumer, topic);
          var ends = consumer.endOffsets(consumer.assignment());
          var records = new ArrayList<ConsumerRecord<K, V>>();
          while (ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL_TIMEOUT).forEach(record -> records.add(typed(record, keys, values)));
          }
          return records;
        });
  }

  /** Waits until a topic has that many committed records; returns all that were read. */
  <K, V> List<ConsumerRecord<K, V>> await(
      String topic, Deserializer<K> keys, Deserializer<V> values, int atLeast, Duration timeout) {
    return onConsumer(
        consumer -> {
          seekToBeginning(consumer, topic);
          var records = new ArrayList<ConsumerRecord<K, V>>();
          Awaitility.await(atLeast + " records of " + topic)
              .atMost(timeout)
              .pollInSameThread()
              .until(
                  () -> {
                    consumer
                        .poll(POLL_TIMEOUT)
                        .forEach(record -> records.add(typed(record, keys, values)));
                    return records.size() >= atLeast;
                  });
          return records;
        });
  }

  /** A free consumer, or a new one: two threads may read at the same time. */
  private <T> T onConsumer(Function<KafkaConsumer<byte[], byte[]>, T> reading) {
    var kept = free.poll();
    var consumer = kept == null ? connected() : kept;
    try {
      return reading.apply(consumer);
    } finally {
      free.push(consumer);
    }
  }

  private KafkaConsumer<byte[], byte[]> connected() {
    var properties =
        Map.of(
            "isolation.level", "read_committed",
            "max.poll.records", 5_000,
            // a topic may be deleted and created again
            "metadata.max.age.ms", 500);
    return new KafkaConsumer<>(
        kafka.clientProperties(properties),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static void seekToBeginning(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.unsubscribe(); // what it has fetched is of another reading
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static <K, V> ConsumerRecord<K, V> typed(
      ConsumerRecord<byte[], byte[]> record, Deserializer<K> keys, Deserializer<V> values) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        typed(record, record.key(), keys),
        typed(record, record.value(), values),
        record.headers(),
        record.leaderEpoch());
  }

  /** As a consumer does: null is no input of a deserializer. */
  private static <T> @Nullable T typed(
      ConsumerRecord<?, ?> record, byte @Nullable [] bytes, Deserializer<T> deserializer) {
    return bytes == null ? null : deserializer.deserialize(record.topic(), record.headers(), bytes);
  }

  @Override
  public void close() {
    for (var consumer = free.poll(); consumer != null; consumer = free.poll()) {
      consumer.close();
    }
  }
}
