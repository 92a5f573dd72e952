package io.switchboard.ingress.lookup.pipeline;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/**
 * What {@link PipelineLag} reads of the pipeline. Each call sees the pipeline as it is at that
 * moment; between two calls it goes on.
 */
interface PipelineView {
  /**
   * The records that a reader has not taken.
   *
   * @param next the offset that the reader takes next
   * @param end the first offset that was not written when the ends were read
   */
  record Unread(long next, long end) {}

  /**
   * The next offset of each partition's reader; partitions that were never read are missing.
   *
   * @throws SQLException PostgreSQL does not answer
   * @throws ExecutionException Kafka refuses
   * @throws TimeoutException Kafka does not answer
   */
  Map<TopicPartition, Long> positions() throws SQLException, ExecutionException, TimeoutException;

  /** The first offset that is kept and the end of every partition of the pipeline. */
  Map<TopicPartition, Bounds> bounds() throws ExecutionException, TimeoutException;

  /** Bounds of a partition, open transactions included. */
  record Bounds(long begin, long end) {}

  /**
   * The oldest timestamp among the unread records of each partition, those of open transactions
   * included; partitions with nothing but transaction markers are missing.
   *
   * @param enough a record older than this ends the search in its partition
   * @throws TimeoutException more is unread than can be looked through in one measurement
   */
  Map<TopicPartition, Instant> oldest(Map<TopicPartition, Unread> unread, Instant enough)
      throws TimeoutException;
}
