package io.switchboard.ingress.lookup.pipeline;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.lookup.pipeline.PipelineView.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds the oldest timestamp among records that a reader has not taken. It looks at the records,
 * because offsets alone count transaction markers too. Up to the last stable offset it reads
 * committed records, each once; behind it, where a transaction is open, all of them.
 */
final class UnreadRecords implements AutoCloseable {
  /** In production, where a failed measurement is repeated a second later. */
  static final Duration SCAN_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final Duration scanTimeout;
  private final KafkaConsumer<byte[], byte[]> committed;
  private final KafkaConsumer<byte[], byte[]> uncommitted;
  private final Map<TopicPartition, OldestUnread> seen = new HashMap<>();

  /**
   * @param scanTimeout after which a measurement is given up
   */
  UnreadRecords(KafkaSettings kafka, Duration scanTimeout) {
    this.scanTimeout = scanTimeout;
    committed = consumer(kafka, "read_committed");
    uncommitted = consumer(kafka, "read_uncommitted");
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka, String isolation) {
    return new KafkaConsumer<>(
        kafka.clientProperties(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                4_000,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "dnc-lag-" + isolation)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Forgets a topic that was deleted and created again: its offsets mean other records now. */
  void forget(String topic) {
    seen.keySet().removeIf(partition -> partition.topic().equals(topic));
  }

  /** As {@link PipelineView#oldest}. */
  Map<TopicPartition, Instant> oldest(Map<TopicPartition, Unread> unread, Instant enough)
      throws TimeoutException {
    if (unread.isEmpty()) {
      return Map.of();
    }
    var deadline = System.nanoTime() + scanTimeout.toNanos();
    unread.forEach((partition, range) -> seen(partition).readerAt(range.next()));
    committed.assign(unread.keySet()); // it logs about partitions that it does not hold
    var stable = committed.endOffsets(unread.keySet());
    scanCommitted(unread, stable, enough, deadline);
    var oldest = new HashMap<TopicPartition, Instant>();
    unread
        .keySet()
        .forEach(
            partition -> seen(partition).oldest().ifPresent(time -> oldest.put(partition, time)));
    addUncommitted(unread, stable, oldest, enough, deadline);
    return oldest;
  }

  private void scanCommitted(
      Map<TopicPartition, Unread> unread,
      Map<TopicPartition, Long> stable,
      Instant enough,
      long deadline)
      throws TimeoutException {
    var ends = new HashMap<TopicPartition, Long>();
    unread.forEach(
        (partition, range) -> {
          var end = Math.min(range.end(), stable.getOrDefault(partition, range.end()));
          if (seen(partition).scannedTo() < end && !isOld(partition, enough)) {
            ends.put(partition, end);
          }
        });
    committed.assign(ends.keySet());
    ends.keySet().forEach(partition -> committed.seek(partition, seen(partition).scannedTo()));
    while (!ends.isEmpty()) {
      for (var record : committed.poll(POLL_TIMEOUT)) {
        seen(new TopicPartition(record.topic(), record.partition()))
            .add(record.offset(), record.timestamp());
      }
      ends.keySet().forEach(partition -> seen(partition).scanned(committed.position(partition)));
      ends.entrySet()
          .removeIf(
              end ->
                  isOld(end.getKey(), enough) || seen(end.getKey()).scannedTo() >= end.getValue());
      committed.assign(ends.keySet());
      checkTime(deadline);
    }
  }

  /** What an open transaction holds may be committed in the next moment: it counts as unread. */
  private void addUncommitted(
      Map<TopicPartition, Unread> unread,
      Map<TopicPartition, Long> stable,
      Map<TopicPartition, Instant> oldest,
      Instant enough,
      long deadline)
      throws TimeoutException {
    var open =
        unread.entrySet().stream()
            .filter(range -> !isOld(range.getKey(), enough))
            .filter(
                range ->
                    stable.getOrDefault(range.getKey(), Long.MAX_VALUE) < range.getValue().end())
            .collect(Collectors.toMap(Map.Entry::getKey, range -> range.getValue().end()));
    uncommitted.assign(open.keySet());
    open.keySet()
        .forEach(
            partition ->
                uncommitted.seek(
                    partition,
                    Math.max(stable.getOrDefault(partition, 0L), seen(partition).scannedTo())));
    while (!open.isEmpty()) {
      for (var record : uncommitted.poll(POLL_TIMEOUT)) {
        oldest.merge(
            new TopicPartition(record.topic(), record.partition()),
            Instant.ofEpochMilli(record.timestamp()),
            (one, other) -> one.isBefore(other) ? one : other);
      }
      open.entrySet().removeIf(end -> uncommitted.position(end.getKey()) >= end.getValue());
      uncommitted.assign(open.keySet());
      checkTime(deadline);
    }
  }

  private OldestUnread seen(TopicPartition partition) {
    return seen.computeIfAbsent(partition, _ -> new OldestUnread());
  }

  private boolean isOld(TopicPartition partition, Instant enough) {
    return seen(partition).oldest().filter(enough::isAfter).isPresent();
  }

  private void checkTime(long deadline) throws TimeoutException {
    if (System.nanoTime() > deadline) {
      throw new TimeoutException(
          "more records are unread than can be looked through in "
              + scanTimeout.toSeconds()
              + " s");
    }
  }

  @Override
  public void close() {
    var atOnce = CloseOptions.timeout(Duration.ofSeconds(1));
    committed.close(atOnce);
    uncommitted.close(atOnce);
  }
}
