package io.switchboard.ingress.lookup.pending;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The keys of opt-outs by their place on the log. Thread-safe; {@link #contains} never waits. */
final class PendingNumbers {
  private record OptOut(long timestamp, List<String> keys) {}

  private static final int REMOVED_AT_ONCE = 500;

  private final int limit;

  /** How many keys each topic has. */
  private final Map<String, AtomicInteger> sizes;

  private final Map<TopicPartition, NavigableMap<Long, OptOut>> byPlace = new HashMap<>();

  /** How many places each key has. */
  private final ConcurrentMap<String, Integer> placesByKey = new ConcurrentHashMap<>();

  /**
   * Creates an empty set.
   *
   * @param limit keys of one topic, from which on the topic is full
   */
  PendingNumbers(Collection<String> topics, int limit) {
    this.limit = limit;
    this.sizes =
        topics.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new AtomicInteger()));
  }

  boolean contains(String key) {
    return placesByKey.containsKey(key);
  }

  /** Adds an opt-out also when its topic is full; the same place again changes nothing. */
  synchronized void add(TopicPartition partition, long offset, long timestamp, List<String> keys) {
    var added = new OptOut(timestamp, keys);
    if (partition(partition).putIfAbsent(offset, added) == null) {
      keys.forEach(key -> placesByKey.merge(key, 1, Integer::sum));
      size(partition.topic()).addAndGet(keys.size());
    }
  }

  /** Adds an opt-out unless its topic is full; false when it was not added. */
  synchronized boolean addIfRoom(
      TopicPartition partition, long offset, long timestamp, List<String> keys) {
    if (isFull(partition.topic())) {
      return false;
    }
    add(partition, offset, timestamp, keys);
    return true;
  }

  /** Removes the opt-outs of a partition below an offset; others need not wait for all of them. */
  void removeBelow(TopicPartition partition, long offset) {
    boolean more;
    do {
      more = removeSomeBelow(partition, offset);
    } while (more);
  }

  /** Whether more may be left. */
  private synchronized boolean removeSomeBelow(TopicPartition partition, long offset) {
    var optOuts = partition(partition);
    for (var i = 0; i < REMOVED_AT_ONCE; i++) {
      var first = optOuts.firstEntry();
      if (first == null || first.getKey() >= offset) {
        return false;
      }
      optOuts.remove(first.getKey());
      removed(partition.topic(), first.getValue());
    }
    return true;
  }

  /** Removes the opt-outs of a topic. */
  void forget(String topic) {
    List<TopicPartition> partitions;
    synchronized (this) {
      partitions = List.copyOf(byPlace.keySet());
    }
    partitions.stream()
        .filter(partition -> partition.topic().equals(topic))
        .forEach(partition -> removeBelow(partition, Long.MAX_VALUE));
  }

  private void removed(String topic, OptOut optOut) {
    optOut
        .keys()
        .forEach(
            key -> placesByKey.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1));
    size(topic).addAndGet(-optOut.keys().size());
  }

  boolean isFull(String topic) {
    return size(topic).get() >= limit;
  }

  boolean isFull() {
    return sizes.values().stream().anyMatch(size -> size.get() >= limit);
  }

  /** How many keys there are. */
  int count() {
    return placesByKey.size();
  }

  /** How many keys there are when those of each place count. */
  int places() {
    return sizes.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /**
   * The oldest timestamp of the first opt-out of each partition; empty when nothing is pending.
   * Later ones are rarely older.
   */
  synchronized Optional<Instant> oldest() {
    return byPlace.values().stream()
        .filter(optOuts -> !optOuts.isEmpty())
        .map(optOuts -> optOuts.firstEntry().getValue().timestamp())
        .min(Long::compare)
        .map(Instant::ofEpochMilli);
  }

  private NavigableMap<Long, OptOut> partition(TopicPartition partition) {
    return byPlace.computeIfAbsent(partition, _ -> new TreeMap<>());
  }

  private AtomicInteger size(String topic) {
    var size = sizes.get(topic);
    if (size == null) {
      throw new IllegalArgumentException("no topic of opt-outs: " + topic);
    }
    return size;
  }
}
