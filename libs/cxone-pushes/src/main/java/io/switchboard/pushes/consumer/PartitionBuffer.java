package io.switchboard.pushes.consumer;

import io.switchboard.pushes.state.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pushes of one partition between reading and sending. A push is released after the group has
 * accepted a position beyond it, and after the reader has passed the predecessor's read position.
 * Until then only the newest state of each key is kept. Thread-safe.
 */
final class PartitionBuffer {
  /** No session of a call is kept for longer, and no group forgets its offsets earlier. */
  private static final Duration MAX_CALL_AGE = Duration.ofHours(24);

  private final ReadProgress predecessor;
  private final long notBefore;
  private final Map<String, Push> folded = new LinkedHashMap<>();
  private final Deque<Push> pushes = new ArrayDeque<>();
  private long acceptedPosition;
  private boolean catchingUp;

  /**
   * @param predecessor how far a former pusher had read
   * @param notBefore {@link System#nanoTime} at the end of its last requests
   */
  PartitionBuffer(ReadProgress predecessor, long notBefore) {
    this.predecessor = predecessor;
    this.notBefore = notBefore;
    this.catchingUp = predecessor.position() > 0;
  }

  /** Whether a predecessor had the final answer to this record. */
  boolean isAnswered(long offset) {
    return predecessor.isAnswered(offset);
  }

  /** Whether a predecessor may have sent the push of this record, which must not be sent twice. */
  boolean isInDoubt(long offset) {
    return predecessor.attempted().contains(offset);
  }

  /**
   * Whether a push that must not be sent twice may have been sent by a former pusher, whose commits
   * are lost, and concerns a call that has ended long ago.
   */
  boolean isOutdated(Push push) {
    return mayBeAnswered(push.source().offset()) && push.isOlderThan(MAX_CALL_AGE, Instant.now());
  }

  private boolean mayBeAnswered(long offset) {
    return !predecessor.exact() && offset < predecessor.position();
  }

  /** Adds a state that is later on the log than all others; returns the state that it replaces. */
  synchronized Optional<Push> add(Push push) {
    if (!catchingUp) {
      pushes.add(mayBeAnswered(push.source().offset()) ? push.asRepeated() : push);
      return Optional.empty();
    }
    if (push.source().offset() >= predecessor.position()) {
      pushes.add(push);
      return Optional.empty();
    }
    var standing = folded.get(push.key());
    if (standing != null && push.isOvertakenBy(standing)) {
      return Optional.of(push);
    }
    folded.remove(push.key()); // the order is that of the newest state
    folded.put(push.key(), push);
    return Optional.ofNullable(standing);
  }

  /** The group has accepted this read position. */
  synchronized void accepted(long position) {
    acceptedPosition = Math.max(acceptedPosition, position);
    if (acceptedPosition >= predecessor.position()) {
      catchingUp = false;
    }
  }

  /** The pushes that may be sent now, in the order of the log. */
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

  /** Whether a push waits for a commit. */
  synchronized boolean awaitsCommit() {
    return !pushes.isEmpty() && pushes.peekLast().source().offset() >= acceptedPosition;
  }

  synchronized boolean catchingUp() {
    return catchingUp;
  }

  /**
   * Whether the predecessor's open offsets are unknown, so that the number of keys is unbounded.
   */
  boolean isUnbounded() {
    return !predecessor.exact();
  }

  /**
   * Stops catching up with the predecessor, because there are too many keys. Newer states of them
   * may be confirmed already, so that each is checked before it is sent.
   */
  synchronized void stopCatchingUp() {
    catchingUp = false;
    folded.replaceAll((_, push) -> push.asRepeated());
  }

  /**
   * The metadata to commit at this read position, with these open offsets and attempts, and with
   * the predecessor's attempts that are not read yet.
   */
  synchronized ReadProgress progress(long position, List<Long> open, Set<Long> attempted) {
    var attempts = new TreeSet<>(attempted);
    attempts.addAll(predecessor.attempted().tailSet(position));
    if (position >= predecessor.position()) {
      return ReadProgress.exact(position, open).withAttempted(attempts);
    }
    var all = new TreeSet<>(open);
    all.addAll(predecessor.open().tailSet(position));
    return new ReadProgress(predecessor.position(), all, predecessor.exact(), attempts);
  }

  synchronized int size() {
    return folded.size() + pushes.size();
  }

  /** The waiting pushes: first the latest of each folded key, then the others in order. */
  synchronized List<Push> waiting() {
    return Stream.concat(folded.values().stream(), pushes.stream()).toList();
  }
}
