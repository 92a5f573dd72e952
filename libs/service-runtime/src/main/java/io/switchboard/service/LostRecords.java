package io.switchboard.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports records that a reader will never read: retention deleted them before, or the log was
 * truncated. Kafka's own reset of offsets reports neither.
 */
public final class LostRecords {
  private static final Logger LOG = LoggerFactory.getLogger(LostRecords.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Counter deleted;
  private final Counter truncated;

  /** Registers both counters now: Prometheus sees no increase in one whose first value is 1. */
  public LostRecords(MeterRegistry meters) {
    this.deleted =
        Counter.builder("unread_records_deleted_total")
            .description("Offsets of records that were deleted before the service had read them")
            .register(meters);
    this.truncated =
        Counter.builder("truncated_logs_total")
            .description("Partitions that ended before the offset up to which they had been read")
            .register(meters);
  }

  /**
   * Logs and counts what is missing at positions that the log does not have.
   *
   * @param positions the next offset to read of each partition
   * @param begins the first offset that each partition has; its reader continues there
   */
  public void report(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> begins) {
    positions.forEach(
        (partition, position) -> {
          var begin = begins.getOrDefault(partition, 0L);
          if (begin > position) {
            deleted.increment(begin - position);
            LOG.error(
                "{}: the records from offset {} to {} were deleted before they were read;"
                    + " reading on from {}. Lengthen the retention of the topic",
                partition,
                position,
                begin - 1,
                begin);
          } else {
            truncated.increment();
            LOG.error(
                "{} ends before offset {}, up to which it has been read: the topic was created"
                    + " again or lost records; reading it again from {}",
                partition,
                position,
                begin);
          }
        });
  }

  /** As above, with the first offsets as the consumer finds them. */
  public void report(OffsetOutOfRangeException error, Consumer<?, ?> consumer) {
    try {
      report(
          error.offsetOutOfRangePartitions(),
          consumer.beginningOffsets(error.partitions(), TIMEOUT));
    } catch (KafkaException e) {
      deleted.increment();
      LOG.error(
          "Kafka does not say how many records are missing ({})",
          e.getClass().getSimpleName(),
          error);
    }
  }
}
