package io.switchboard.ingress.completed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds out which results are on the log already, so that a restart writes none a second time. */
record ResultLog(KafkaSettings kafka) {
  private static final ObjectReader RESULTS = Json.mapper().readerFor(JsonNode.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Of each partition, when the position is lost. */
  private static final int LAST_RESULTS = 1_000;

  /** A result is written after its update; the clocks of CXone and of Kafka may differ. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /**
   * Reads the results that were written since a time, to the present end.
   *
   * @param goOn asked between reads; what was read so far is returned when it says no
   */
  KnownResults since(Instant time, BooleanSupplier goOn) {
    var known = new KnownResults();
    try (var consumer = consumer()) {
      var ends = seek(consumer, time.minus(CLOCK_TOLERANCE));
      while (goOn.getAsBoolean() && !isRead(consumer, ends)) {
        for (var record : consumer.poll(POLL)) {
          if (record.value() != null) {
            add(known, record.value(), Instant.ofEpochMilli(record.timestamp()));
          }
        }
      }
    }
    return known;
  }

  /**
   * The newest update of a contact that an earlier poll has written, among the last results of each
   * partition; empty when there is none among them.
   *
   * @param goOn asked between reads
   */
  Optional<Instant> newestPolled(BooleanSupplier goOn) {
    var newest = Optional.<Instant>empty();
    try (var consumer = consumer()) {
      var ends = assign(consumer);
      var begins = consumer.beginningOffsets(ends.keySet());
      ends.forEach(
          (partition, end) ->
              consumer.seek(
                  partition, Math.max(begins.getOrDefault(partition, 0L), end - LAST_RESULTS)));
      while (goOn.getAsBoolean() && !isRead(consumer, ends)) {
        for (var record : consumer.poll(POLL)) {
          newest =
              later(newest, record.value() == null ? Optional.empty() : polled(record.value()));
        }
      }
    }
    return newest;
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private static Optional<Instant> polled(byte[] value) {
    return CompletedContact.updateTime(
        json(value).path(CompletedContact.FIELD).path("lastUpdateTime").asText(""));
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.clientProperties(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Map<TopicPartition, Long> seek(Consumer<byte[], byte[]> consumer, Instant time) {
    var ends = assign(consumer);
    var times = new HashMap<TopicPartition, Long>();
    ends.keySet().forEach(partition -> times.put(partition, time.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                consumer.seek(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    return ends;
  }

  /** Assigns all partitions; returns their ends. */
  private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> consumer) {
    var topic = kafka.topics().callResults().name();
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    return consumer.endOffsets(partitions);
  }

  private static boolean isRead(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** A result without a readable time counts from its receipt. */
  private static void add(KnownResults known, byte[] value, Instant receivedAt) {
    var result = json(value);
    var contactId = result.path("contactId").asText("");
    var code = result.path("dispositionCode").asText("");
    if (!contactId.isEmpty() && !code.isEmpty()) {
      var at = CompletedContact.updateTime(result.path("timestamp").asText(""));
      known.add(contactId, Codes.plain(code), at.orElse(receivedAt));
    }
  }

  /** A missing node for what is no JSON: other producers may write to the topic. */
  static JsonNode json(byte[] value) {
    try {
      return RESULTS.readValue(value) instanceof JsonNode json ? json : MissingNode.getInstance();
    } catch (IOException | NumberFormatException _) {
      return MissingNode.getInstance(); // its dead letter is the business of disposition-streams
    }
  }
}
