package io.switchboard.replay.reading;

import org.apache.kafka.common.TopicPartition;

/**
 * A part of one partition.
 *
 * @param from its first offset
 * @param to the offset behind its last
 */
public record OffsetRange(TopicPartition partition, long from, long to) {
  public OffsetRange {
    if (from < 0) {
      throw new IllegalArgumentException("an offset is not negative: " + from);
    }
  }

  /** Offsets in it; there may be fewer records, since transactions and compaction leave gaps. */
  public long length() {
    return Math.max(0, to - from);
  }

  /** What is left when it has been read up to here. */
  public OffsetRange startingAt(long offset) {
    return new OffsetRange(partition, Math.max(from, offset), to);
  }
}
