package io.switchboard.testkit.cluster;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;

/** Reads the committed records of topics from the beginning, without a group. */
final class CommittedReader {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final KafkaSettings kafka;

  CommittedReader(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** All committed records that a topic has now. */
  <K, V> List<ConsumerRecord<K, V>> read(
      String topic, Deserializer<K> keys, Deserializer<V> values) {
    try (var consumer = atBeginning(topic, keys, values)) {
      var ends = consumer.endOffsets(consumer.assignment());
      var records = new ArrayList<ConsumerRecord<K, V>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL_TIMEOUT).forEach(records::add);
      }
      return records;
    }
  }

  /** Waits until a topic has that many committed records; returns all that were read. */
  <K, V> List<ConsumerRecord<K, V>> await(
      String topic, Deserializer<K> keys, Deserializer<V> values, int atLeast, Duration timeout) {
    var records = new ArrayList<ConsumerRecord<K, V>>();
    try (var consumer = atBeginning(topic, keys, values)) {
      Awaitility.await(atLeast + " records of " + topic)
          .atMost(timeout)
          .pollInSameThread()
          .until(
              () -> {
                consumer.poll(POLL_TIMEOUT).forEach(records::add);
                return records.size() >= atLeast;
              });
    }
    return records;
  }

  private <K, V> KafkaConsumer<K, V> atBeginning(
      String topic, Deserializer<K> keys, Deserializer<V> values) {
    var properties = Map.of("isolation.level", "read_committed", "max.poll.records", 5_000);
    var consumer = new KafkaConsumer<>(kafka.clientProperties(properties), keys, values);
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
