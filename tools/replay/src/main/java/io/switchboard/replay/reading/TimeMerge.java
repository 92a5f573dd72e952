package io.switchboard.replay.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Merges the records of a reading by time, over all its partitions; within a partition the order of
 * the log is kept. A partition that is far ahead is paused, so memory is bounded.
 */
public final class TimeMerge {
  private static final int MAX_BUFFERED = 2_000;
  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
      Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
          .thenComparing(ConsumerRecord::topic)
          .thenComparingInt(ConsumerRecord::partition);

  private final RangeReader reading;
  private final Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> waiting =
      new LinkedHashMap<>();
  private final PriorityQueue<ConsumerRecord<byte[], byte[]>> heads = new PriorityQueue<>(BY_TIME);

  public TimeMerge(RangeReader reading, List<OffsetRange> ranges) {
    this.reading = reading;
    ranges.forEach(range -> waiting.put(range.partition(), new ArrayDeque<>()));
  }

  /** The records of one poll, merged. */
  public static List<ConsumerRecord<byte[], byte[]>> merged(
      ConsumerRecords<byte[], byte[]> records) {
    var rests = new HashMap<TopicPartition, Iterator<ConsumerRecord<byte[], byte[]>>>();
    var firsts = new PriorityQueue<>(BY_TIME);
    for (var partition : records.partitions()) {
      var its = records.records(partition).iterator();
      rests.put(partition, its);
      firsts.add(its.next());
    }
    var merged = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
    for (var first = firsts.poll(); first != null; first = firsts.poll()) {
      merged.add(first);
      var rest = rests.get(new TopicPartition(first.topic(), first.partition()));
      if (rest != null && rest.hasNext()) {
        firsts.add(rest.next());
      }
    }
    return merged;
  }

  /** Waits for the next record; null at the end. */
  public @Nullable ConsumerRecord<byte[], byte[]> next() {
    while (someoneIsMissing()) {
      fill();
    }
    var first = heads.poll();
    if (first != null) {
      var partition = new TopicPartition(first.topic(), first.partition());
      var queue = queue(partition);
      queue.remove();
      var next = queue.peek();
      if (next != null) {
        heads.add(next);
      }
    }
    return first;
  }

  private boolean someoneIsMissing() {
    for (var entry : waiting.entrySet()) {
      if (entry.getValue().isEmpty() && !reading.finished(entry.getKey())) {
        return true;
      }
    }
    return false;
  }

  private void fill() {
    var fullPartitions = new HashSet<TopicPartition>();
    waiting.forEach(
        (partition, queue) -> {
          if (queue.size() >= MAX_BUFFERED) {
            fullPartitions.add(partition);
          }
        });
    reading.hold(fullPartitions);
    for (var record : reading.poll()) {
      var queue = queue(new TopicPartition(record.topic(), record.partition()));
      if (queue.isEmpty()) {
        heads.add(record);
      }
      queue.add(record);
    }
  }

  private Queue<ConsumerRecord<byte[], byte[]>> queue(TopicPartition partition) {
    return waiting.computeIfAbsent(partition, _ -> new ArrayDeque<>());
  }
}
