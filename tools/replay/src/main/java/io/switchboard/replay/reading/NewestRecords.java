package io.switchboard.replay.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest records of topics. Offsets do not count them: transaction markers take offsets too,
 * and a filter leaves records out. So each partition is read backwards in windows that grow, until
 * enough records are found or the partition begins.
 */
public final class NewestRecords {
  private static final long FIRST_WINDOW = 32;
  private static final int GROWTH = 4;
  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
      Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
          .thenComparing(ConsumerRecord::topic)
          .thenComparingInt(ConsumerRecord::partition)
          .thenComparingLong(ConsumerRecord::offset);

  private final LogReader reader;
  private final long count;
  private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();

  private NewestRecords(
      LogReader reader, long count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    this.reader = reader;
    this.count = count;
    this.wanted = wanted;
  }

  /**
   * Reads them.
   *
   * @param ends one range a partition; what lies before its {@link OffsetRange#to} counts
   * @param count of records for each topic, at most
   * @return the records of all topics by time
   */
  public static List<ConsumerRecord<byte[], byte[]>> before(
      LogReader reader,
      List<OffsetRange> ends,
      long count,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    return new NewestRecords(reader, count, wanted).before(ends);
  }

  private List<ConsumerRecord<byte[], byte[]>> before(List<OffsetRange> ends) {
    var begins = reader.beginnings(ends.stream().map(OffsetRange::partition).toList());
    var left = ends;
    for (var window = Math.max(FIRST_WINDOW, 2 * count); !left.isEmpty(); window *= GROWTH) {
      var ranges = windows(left, begins, window);
      read(ranges);
      left =
          ranges.stream()
              .filter(range -> range.from() > begins.getOrDefault(range.partition(), 0L))
              .filter(range -> found(range.partition()).size() < count)
              .map(range -> new OffsetRange(range.partition(), range.from(), range.from()))
              .toList();
    }
    return newestOfEachTopic();
  }

  private static List<OffsetRange> windows(
      List<OffsetRange> ends, Map<TopicPartition, Long> begins, long window) {
    return ends.stream()
        .map(
            end -> {
              var begin = Math.min(end.to(), begins.getOrDefault(end.partition(), 0L));
              return new OffsetRange(end.partition(), Math.max(begin, end.to() - window), end.to());
            })
        .toList();
  }

  /** Puts the matching records of these windows before those that were found behind them. */
  private void read(List<OffsetRange> ranges) {
    var matching = new HashMap<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>>();
    var reading = reader.read(ranges);
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (wanted.test(record)) {
          var newest =
              matching.computeIfAbsent(
                  new TopicPartition(record.topic(), record.partition()), _ -> new ArrayDeque<>());
          newest.add(record);
          if (newest.size() > count) {
            newest.remove();
          }
        }
      }
    }
    matching.forEach(
        (partition, records) -> {
          while (!records.isEmpty() && found(partition).size() < count) {
            found(partition).addFirst(records.removeLast());
          }
        });
  }

  private Deque<ConsumerRecord<byte[], byte[]>> found(TopicPartition partition) {
    return found.computeIfAbsent(partition, _ -> new ArrayDeque<>());
  }

  private List<ConsumerRecord<byte[], byte[]>> newestOfEachTopic() {
    var topics = new HashMap<String, List<ConsumerRecord<byte[], byte[]>>>();
    found.forEach(
        (partition, records) ->
            topics.computeIfAbsent(partition.topic(), _ -> new ArrayList<>()).addAll(records));
    return topics.values().stream()
        .flatMap(
            records -> records.stream().sorted(BY_TIME).skip(Math.max(0, records.size() - count)))
        .sorted(BY_TIME)
        .toList();
  }
}
