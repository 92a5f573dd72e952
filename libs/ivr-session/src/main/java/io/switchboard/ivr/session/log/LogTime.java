package io.switchboard.ivr.session.log;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Log time of a partition: the largest record timestamp so far, as long as the broker's clock was
 * right. It depends on the log alone.
 *
 * @param millis epoch milliseconds; 0 before the first record
 */
public record LogTime(long millis) {
  /** Brokers' clocks differ, and a new leader may stamp slightly earlier than the previous one. */
  public static final Duration MAX_SKEW = Duration.ofMinutes(1);

  /**
   * Log time after a record. It is set back in one case: the record's timestamp is more than {@link
   * #MAX_SKEW} behind, and the clock of the event's receiver agrees with that timestamp. Then the
   * clock that stamped earlier records was ahead. While the two disagree, the broker's clock may be
   * behind instead, and log time does not change.
   *
   * @param timestamp as the broker stamped it
   * @param receivedAt as the writer stamped it; null for none
   */
  public LogTime after(long timestamp, @Nullable Instant receivedAt) {
    var back =
        receivedAt != null
            && millis - timestamp > MAX_SKEW.toMillis()
            && Math.abs(receivedAt.toEpochMilli() - timestamp) <= MAX_SKEW.toMillis();
    return timestamp > millis || back ? new LogTime(timestamp) : this;
  }

  /** Whether it is earlier than another. */
  public boolean isBefore(LogTime other) {
    return millis < other.millis;
  }

  /** As an instant. */
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }
}
