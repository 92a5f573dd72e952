package io.switchboard.ingress.lookup;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Since when the oldest record waits that a reader has not taken yet: looks at the record itself,
 * since offsets alone count the markers of transactions too.
 */
final class LagProbe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** First seen behind a transaction that is still open, where no record can be looked at. */
  private final Map<TopicPartition, Instant> hidden = new HashMap<>();

  LagProbe(KafkaSettings kafka) {
    consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(
                Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                    ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 65_536,
                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 65_536,
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                    ConsumerConfig.CLIENT_ID_CONFIG, "dnc-lag")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Since when a partition's reader is behind; {@code now} when it has taken everything there is.
   *
   * @param next the offset that the reader takes next
   * @param end the end of the partition, open transactions included
   */
  Instant behindSince(TopicPartition partition, long next, long end, Instant now) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, next);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      for (var record : consumer.poll(POLL)) {
        hidden.remove(partition);
        return Instant.ofEpochMilli(record.timestamp());
      }
      if (consumer.position(partition) >= end) {
        hidden.remove(partition);
        return now; // nothing but markers
      }
    } while (System.nanoTime() < deadline);
    return hidden.computeIfAbsent(partition, _ -> now);
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
