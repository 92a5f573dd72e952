package io.switchboard.replay.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A running reading of ranges. It holds at most one poll in memory.
 *
 * <p>Records of a partition arrive in order; partitions are interleaved.
 */
public final class RangeReader {
  /** Short: where a range ends with a transaction's marker, no record ends the wait for it. */
  private static final Duration POLL = Duration.ofMillis(20);

  private static final Duration STALLED = Duration.ofSeconds(60);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, OffsetRange> open = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> held = new HashSet<>();
  private final long total;
  private long done;
  private long deleted;
  private long movedAt = System.nanoTime();

  RangeReader(Consumer<byte[], byte[]> consumer, List<OffsetRange> ranges) {
    this.consumer = consumer;
    ranges.stream()
        .filter(range -> range.length() > 0)
        .forEach(range -> open.put(range.partition(), range));
    consumer.assign(open.keySet());
    open.values().forEach(range -> consumer.seek(range.partition(), range.from()));
    open.values().forEach(range -> positions.put(range.partition(), range.from()));
    consumer.resume(consumer.paused());
    total = ranges.stream().mapToLong(OffsetRange::length).sum();
  }

  /** Whether all ranges have been read. */
  public boolean finished() {
    return open.isEmpty();
  }

  /** Whether the range of this partition has been read. */
  public boolean finished(TopicPartition partition) {
    return !open.containsKey(partition);
  }

  /** The number of offsets read, of {@link #total}. */
  public long done() {
    return done;
  }

  /** The number of offsets of all ranges. */
  public long total() {
    return total;
  }

  /** The number of offsets that retention had deleted before they were read. */
  public long deleted() {
    return deleted;
  }

  /** The next offset of every partition with progress. */
  public Map<TopicPartition, Long> positions() {
    return Map.copyOf(positions);
  }

  /** Pauses partitions until they are released, for merging. */
  void hold(Set<TopicPartition> partitions) {
    var now = new HashSet<>(partitions);
    now.retainAll(open.keySet());
    var released = new HashSet<>(held);
    released.removeAll(now);
    released.retainAll(open.keySet());
    consumer.resume(released);
    consumer.pause(now);
    held.clear();
    held.addAll(now);
  }

  /**
   * The next records; may be empty before the end.
   *
   * @throws IllegalStateException when the cluster sends no record for a minute
   */
  public List<ConsumerRecord<byte[], byte[]>> poll() {
    try {
      var records = consumer.poll(POLL);
      var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
      for (var partition : records.partitions()) {
        var range = open.get(partition);
        if (range != null) {
          for (var record : records.records(partition)) {
            if (record.offset() < range.to()) {
              batch.add(record);
            }
          }
        }
      }
      advance();
      return batch;
    } catch (OffsetOutOfRangeException e) {
      skipDeleted(e.offsetOutOfRangePartitions().keySet());
      return List.of();
    }
  }

  private void advance() {
    var ended = new ArrayList<TopicPartition>();
    var moved = false;
    for (var entry : open.entrySet()) {
      var partition = entry.getKey();
      var to = entry.getValue().to();
      // the position also moves over transaction markers, which no record may follow
      var position = Math.min(to, consumer.position(partition));
      var before = positions.put(partition, position);
      if (before != null && position > before) {
        done += position - before;
        moved = true;
      }
      if (position >= to) {
        ended.add(partition);
      }
    }
    ended.forEach(open::remove);
    if (!ended.isEmpty()) {
      consumer.pause(ended);
    }
    stalled(moved);
  }

  private void stalled(boolean moved) {
    var now = System.nanoTime();
    if (moved || open.isEmpty() || held.containsAll(open.keySet())) {
      movedAt = now;
    } else if (now - movedAt > STALLED.toNanos()) {
      throw new IllegalStateException(
          "the cluster has sent nothing for " + STALLED.toSeconds() + " s; is it reachable?");
    }
  }

  /** Retention was faster: counts the deleted offsets and continues after them. */
  private void skipDeleted(Set<TopicPartition> partitions) {
    consumer
        .beginningOffsets(partitions)
        .forEach(
            (partition, begin) -> {
              var position = positions.getOrDefault(partition, 0L);
              deleted += Math.max(0, begin - position);
              consumer.seek(partition, Math.max(begin, position));
            });
    advance();
  }
}
