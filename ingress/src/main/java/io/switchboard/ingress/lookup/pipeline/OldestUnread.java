package io.switchboard.ingress.lookup.pipeline;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The oldest timestamp among the unread records of one partition. Each record is looked at once;
 * only those that can still become the oldest are kept, so their timestamps ascend.
 */
final class OldestUnread {
  private record Seen(long offset, long timestamp) {}

  private final Deque<Seen> candidates = new ArrayDeque<>();
  private long reader;
  private long scannedTo;

  /**
   * Forgets what the reader has taken; a reader that was reset to an earlier offset starts anew.
   */
  void readerAt(long next) {
    if (next < reader) {
      candidates.clear();
      scannedTo = next;
    }
    reader = next;
    scannedTo = Math.max(scannedTo, next);
    while (!candidates.isEmpty() && candidates.getFirst().offset() < next) {
      candidates.removeFirst();
    }
  }

  /** Takes a record; offsets ascend. */
  void add(long offset, long timestamp) {
    while (!candidates.isEmpty() && candidates.getLast().timestamp() >= timestamp) {
      candidates.removeLast();
    }
    candidates.addLast(new Seen(offset, timestamp));
    scannedTo = offset + 1;
  }

  /** Everything before this offset has been looked at. */
  void scanned(long to) {
    scannedTo = Math.max(scannedTo, to);
  }

  /** The first offset that has not been looked at. */
  long scannedTo() {
    return scannedTo;
  }

  /** The oldest timestamp that was seen and is unread; empty when there is none. */
  Optional<Instant> oldest() {
    return Optional.ofNullable(candidates.peekFirst())
        .map(seen -> Instant.ofEpochMilli(seen.timestamp()));
  }
}
