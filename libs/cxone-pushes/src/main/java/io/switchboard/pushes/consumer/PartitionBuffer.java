package io.switchboard.pushes.consumer;

import io.switchboard.pushes.state.Push;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pushes of one partition between reading and sending. They are released once the group has
 * accepted a position behind them, and once the reader has passed what a predecessor had read:
 * until then only the newest state of each key is kept. Thread-safe.
 */
final class PartitionBuffer {
  private final ReadProgress predecessor;
  private final long notBefore;
  private final Map<String, Push> folded = new LinkedHashMap<>();
  private final Deque<Push> pushes = new ArrayDeque<>();
  private long acceptedPosition;
  private boolean catchingUp;

  /**
   * @param predecessor how far a former pusher had read
   * @param notBefore {@link System#nanoTime} when its last requests have ended
   */
  PartitionBuffer(ReadProgress predecessor, long notBefore) {
    this.predecessor = predecessor;
    this.notBefore = notBefore;
    this.catchingUp = predecessor.position() > 0;
  }

  /** Whether a predecessor had the final answer to the record. */
  boolean isAnswered(long offset) {
    return predecessor.isAnswered(offset);
  }

  /** Adds a state that is later on the log than all others; returns the one that it replaces. */
  synchronized Optional<Push> add(Push push) {
    if (!catchingUp || push.source().offset() >= predecessor.position()) {
      pushes.add(push);
      return Optional.empty();
    }
    var standing = folded.get(push.key());
    if (standing != null && push.isOvertakenBy(standing)) {
      return Optional.of(push);
    }
    folded.remove(push.key()); // its place in the order is that of its newest state
    folded.put(push.key(), push);
    return Optional.ofNullable(standing);
  }

  /** The group has accepted this position of the reader. */
  synchronized void accepted(long position) {
    acceptedPosition = Math.max(acceptedPosition, position);
    if (acceptedPosition >= predecessor.position()) {
      catchingUp = false;
    }
  }

  /** What may be sent now, in the order of the log. */
  synchronized List<Push> release(long now) {
    if (catchingUp || now - notBefore < 0) {
      return List.of();
    }
    var released = new ArrayList<>(folded.values());
    folded.clear();
    while (!pushes.isEmpty() && pushes.peekFirst().source().offset() < acceptedPosition) {
      released.add(pushes.removeFirst());
    }
    return released;
  }

  /** Whether something waits for a commit. */
  synchronized boolean awaitsCommit() {
    return !pushes.isEmpty() && pushes.peekLast().source().offset() >= acceptedPosition;
  }

  synchronized boolean catchingUp() {
    return catchingUp;
  }

  /** Whether the predecessor's open offsets are not known, so that any number of keys may come. */
  boolean isUnbounded() {
    return !predecessor.exact();
  }

  /** Gives up reading as far as the predecessor first: there are too many keys. */
  synchronized void stopCatchingUp() {
    catchingUp = false;
  }

  /** What to commit when the reader is at this position and these offsets are open. */
  synchronized ReadProgress progress(long position, List<Long> open) {
    if (!catchingUp || position >= predecessor.position()) {
      return ReadProgress.exact(position, open);
    }
    var all = new ArrayList<>(open);
    all.addAll(predecessor.open().tailSet(position));
    return new ReadProgress(predecessor.position(), new TreeSet<>(all), predecessor.exact());
  }

  synchronized int size() {
    return folded.size() + pushes.size();
  }

  /** What waits here now. */
  synchronized List<Push> waiting() {
    return Stream.concat(folded.values().stream(), pushes.stream()).toList();
  }
}
