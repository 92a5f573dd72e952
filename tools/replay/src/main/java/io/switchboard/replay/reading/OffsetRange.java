package io.switchboard.replay.reading;

import org.apache.kafka.common.TopicPartition;

/**
 * A part of one partition.
 *
 * @param from its first offset
 * @param to its end offset, exclusive
 */
public record OffsetRange(TopicPartition partition, long from, long to) {
  public OffsetRange {
    if (from < 0) {
      throw new IllegalArgumentException("an offset is not negative: " + from);
    }
  }

  /**
   * The number of offsets; there may be fewer records, because transactions and compaction leave
   * gaps.
   */
  public long length() {
    return Math.max(0, to - from);
  }

  /** The rest after this offset. */
  public OffsetRange startingAt(long offset) {
    return new OffsetRange(partition, Math.max(from, offset), to);
  }
}
