package io.switchboard.replay.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /**
   * Ranges that cover these offsets. Offsets of a partition that are at most {@code gap} apart
   * share a range. Each list has one range of a partition at most: a reading takes no more.
   */
  public static List<List<OffsetRange>> near(Map<TopicPartition, List<Long>> offsets, long gap) {
    var readings = new ArrayList<List<OffsetRange>>();
    offsets.forEach(
        (partition, unsorted) -> {
          var ranges = ranges(partition, unsorted.stream().sorted().toList(), gap);
          for (var i = 0; i < ranges.size(); i++) {
            if (i == readings.size()) {
              readings.add(new ArrayList<>());
            }
            readings.get(i).add(ranges.get(i));
          }
        });
    return readings;
  }

  private static List<OffsetRange> ranges(TopicPartition partition, List<Long> offsets, long gap) {
    var ranges = new ArrayList<OffsetRange>();
    for (var offset : offsets) {
      if (!ranges.isEmpty() && offset - ranges.getLast().to() <= gap) {
        ranges.set(
            ranges.size() - 1, new OffsetRange(partition, ranges.getLast().from(), offset + 1));
      } else {
        ranges.add(new OffsetRange(partition, offset, offset + 1));
      }
    }
    return ranges;
  }
}
