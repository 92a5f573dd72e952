package io.switchboard.pushes.consumer;

import io.switchboard.pushes.delivery.Lease;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that an active pusher commits with its offsets for its successor: whether it runs,
 * and its read position. Text form: {@code ALIVE 2026-11-20T10:00:00Z} and a {@link ReadProgress}.
 */
record LeaseMarker(State state, Instant at, ReadProgress progress) {

  /** Whether requests may be in flight. */
  enum State {
    ALIVE,
    CLOSED
  }

  /**
   * The committed text.
   *
   * @param committed the offset that it is committed with
   */
  String text(long committed) {
    return state + " " + at + " " + progress.text(committed);
  }

  /**
   * How long a successor waits: the rest of the predecessor's lease, and one request timeout. A
   * difference between the clocks cannot make it longer than both together.
   */
  static Duration waitAfter(@Nullable String metadata, Duration requestTimeout, Instant now) {
    if (metadata == null || !metadata.startsWith(State.ALIVE + " ")) {
      return Duration.ZERO;
    }
    var longest = Lease.LENGTH.plus(requestTimeout);
    try {
      var aliveAt = Instant.parse(metadata.split(" ", 3)[1]);
      var wait = longest.minus(Duration.between(aliveAt, now));
      if (wait.isNegative()) {
        return Duration.ZERO;
      }
      return wait.compareTo(longest) > 0 ? longest : wait;
    } catch (DateTimeException _) {
      return longest; // the predecessor was active at an unknown time
    }
  }

  /** The predecessor's read progress; empty when the metadata does not contain it. */
  static Optional<ReadProgress> progress(@Nullable String metadata, long committed) {
    var parts = metadata == null ? new String[0] : metadata.split(" ", 3);
    return parts.length < 3 ? Optional.empty() : ReadProgress.parse(parts[2], committed);
  }
}
