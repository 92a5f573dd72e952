package io.switchboard.pushes.consumer;

import io.switchboard.pushes.delivery.Lease;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an active pusher commits beside its offsets for its successor: whether it runs, and how far
 * it has read. Text form: {@code ALIVE 2026-11-20T10:00:00Z} and a {@link ReadProgress}.
 */
record LeaseMarker(State state, Instant at, ReadProgress progress) {

  /** Whether requests may be under way. */
  enum State {
    ALIVE,
    CLOSED
  }

  /**
   * As committed.
   *
   * @param committed the offset that it is committed with
   */
  String text(long committed) {
    return state + " " + at + " " + progress.text(committed);
  }

  /**
   * How long a successor waits: until the predecessor's lease has ended, and then one request
   * timeout. Clocks that differ make it no longer than both together.
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

  /** How far the predecessor had read; empty when its metadata does not say. */
  static Optional<ReadProgress> progress(@Nullable String metadata, long committed) {
    var parts = metadata == null ? new String[0] : metadata.split(" ", 3);
    return parts.length < 3 ? Optional.empty() : ReadProgress.parse(parts[2], committed);
  }
}
