package io.switchboard.ingress.lookup.pending;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of opt-outs that are open dead letters. An opt-out that could not be processed
 * suppresses until its dead letter is redriven, when it is pending again on its source topic, or
 * parked.
 *
 * <p>Thread-safe; {@link #contains} never waits.
 */
final class DeadLetteredOptOuts {
  private final int limit;
  private final Map<String, List<String>> keysById = new HashMap<>();

  /** How many dead letters each key has. */
  private final ConcurrentMap<String, Integer> countByKey = new ConcurrentHashMap<>();

  /** Resolved, and not yet released. */
  private final Set<String> resolved = new HashSet<>();

  /** Whether the topics were read up to their end once since they were read from the beginning. */
  private boolean complete;

  private volatile boolean full;

  /**
   * Creates an empty set.
   *
   * @param limit dead letters; from then on no more are kept, and not all are known
   */
  DeadLetteredOptOuts(int limit) {
    this.limit = limit;
  }

  /** Keeps the keys of a dead letter; the same one again changes nothing. */
  synchronized void add(String id, List<String> keys) {
    if (keysById.containsKey(id)) {
      return;
    }
    if (keysById.size() >= limit) {
      full = true;
      return;
    }
    keysById.put(id, keys);
    keys.forEach(key -> countByKey.merge(key, 1, Integer::sum));
  }

  /** A dead letter is redriven or parked; one that is read before its dead letter counts too. */
  synchronized void resolved(String id) {
    if (!complete || keysById.containsKey(id)) {
      resolved.add(id);
    }
  }

  /** The dead letters that can be released once the pipeline is read up to its present end. */
  synchronized Set<String> resolved() {
    return complete ? Set.copyOf(resolved) : Set.of();
  }

  synchronized void release(Set<String> ids) {
    for (var id : ids) {
      resolved.remove(id);
      var keys = keysById.remove(id);
      if (keys != null) {
        keys.forEach(key -> countByKey.computeIfPresent(key, (_, count) -> less(count)));
      }
    }
  }

  private static @Nullable Integer less(int count) {
    return count == 1 ? null : count - 1;
  }

  /** The topics are read from their beginning: a resolution may come before its dead letter. */
  synchronized void begin() {
    complete = false;
  }

  /** Every dead letter was read, and every resolution; the others are of no opt-out. */
  synchronized void complete() {
    complete = true;
    resolved.retainAll(keysById.keySet());
  }

  /** Whether one was not kept. */
  boolean isFull() {
    return full;
  }

  boolean contains(Collection<String> keys) {
    return keys.stream().anyMatch(countByKey::containsKey);
  }

  /** For the health check; empty when there are none. */
  String summary() {
    return count() == 0
        ? ""
        : count() + " numbers are suppressed because their opt-out is an open dead letter";
  }

  /** How many numbers there are. */
  int count() {
    return countByKey.size();
  }
}
