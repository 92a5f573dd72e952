package io.switchboard.ingress;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is on a topic now. */
public record TopicReader(List<TextRecord> lines) {

  /** One record as text. */
  public record TextRecord(
      String key, String value, Map<String, String> headers, long timestamp, long offset) {

    /** A header that has to be there. */
    public String header(String name) {
      return Objects.requireNonNull(headers.get(name), name);
    }
  }

  /** Reads a topic from its beginning to its present end. */
  public static TopicReader on(String bootstrap, String topic) {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrap, "client.id", "reader");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var lines = new ArrayList<TextRecord>();
      while (partitions.stream()
          .anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> lines.add(line(record)));
      }
      return new TopicReader(lines);
    }
  }

  private static TextRecord line(ConsumerRecord<byte[], byte[]> record) {
    var headers = new HashMap<String, String>();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return new TextRecord(
        new String(record.key(), StandardCharsets.UTF_8),
        new String(record.value(), StandardCharsets.UTF_8),
        headers,
        record.timestamp(),
        record.offset());
  }

  /** The records with a key. */
  public List<TextRecord> keyed(String key) {
    return lines.stream().filter(line -> line.key().equals(key)).toList();
  }

  /** The one record with a key. */
  public TextRecord only(String key) {
    var found = keyed(key);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " records with the key " + key);
    }
    return found.getFirst();
  }
}
