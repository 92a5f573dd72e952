package io.switchboard.bench.replay;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.copy.Selection;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a whole topic for each line of standard input: {@code bare} as a consumer that uses only
 * the length of the records, {@code scan FILTER} as {@code replay} and {@code tail} do. Answers
 * with nanoseconds and the number of records found. Argument: the topic.
 */
final class ScanMain {
  private final KafkaSettings kafka;
  private final String topic;

  private ScanMain(KafkaSettings kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  static void main(String[] arguments) throws IOException {
    var main = new ScanMain(KafkaSettings.read(Environment.ofProcess()), arguments[0]);
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var order = orders.readLine(); order != null; order = orders.readLine()) {
      var beganAt = System.nanoTime();
      var found = order.equals("bare") ? main.consume() : main.scan(order.substring(5));
      System.out.println((System.nanoTime() - beganAt) + " " + found);
    }
  }

  private long scan(String filter) {
    try (var reader = LogReader.open(kafka)) {
      var wanted = Selection.of(topic, LogWindow.ALL, null, filter, Instant.now()).predicate();
      var found = 0L;
      var reading = reader.read(reader.ranges(reader.partitions(topic), LogWindow.ALL));
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          found += wanted.test(record) ? 1 : 0;
        }
      }
      return found;
    }
  }

  private long consume() {
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(
                Map.of("max.poll.records", 2_000, "isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      try (var reader = LogReader.open(kafka)) {
        consumer.assign(reader.partitions(topic));
      }
      consumer.seekToBeginning(consumer.assignment());
      var ends = consumer.endOffsets(consumer.assignment()).values();
      var all = ends.stream().mapToLong(Long::longValue).sum();
      var found = 0L;
      while (found < all) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          found += Objects.requireNonNull(record.value()).length > 0 ? 1 : 0;
        }
      }
      return found;
    }
  }
}
