package io.switchboard.pushes.delivery;

import io.switchboard.pushes.state.Push;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets without a final answer. The first of them limits the committed offset. Thread-safe.
 */
public final class OpenOffsets {
  private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();

  public synchronized void opened(TopicPartition partition, long offset) {
    open.computeIfAbsent(partition, _ -> new TreeSet<>()).add(offset);
  }

  /** All open offsets of a partition, in order. */
  public synchronized List<Long> open(TopicPartition partition) {
    var offsets = open.get(partition);
    return offsets == null ? List.of() : List.copyOf(offsets);
  }

  /** The number of open offsets of a partition. */
  public synchronized int size(TopicPartition partition) {
    var offsets = open.get(partition);
    return offsets == null ? 0 : offsets.size();
  }

  public synchronized void done(Push push) {
    done(push.partition(), push.source().offset());
  }

  public synchronized void done(TopicPartition partition, long offset) {
    var offsets = open.get(partition);
    if (offsets != null) {
      offsets.remove(offset);
    }
  }

  /** The first open offset; empty when every record read so far is answered. */
  public synchronized OptionalLong firstOpen(TopicPartition partition) {
    var offsets = open.get(partition);
    return offsets == null || offsets.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(offsets.first());
  }
}
