package io.switchboard.ivr.session.log;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Log time of a partition: the largest record timestamp that it has seen, as long as the broker's
 * clock was right. A function of the log alone.
 *
 * @param millis epoch milliseconds; 0 before the first record
 */
public record LogTime(long millis) {
  /** Brokers' clocks differ, and a new leader may stamp a little earlier than the one before it. */
  public static final Duration MAX_SKEW = Duration.ofMinutes(1);

  /**
   * Log time after a record. It goes back in one case: the record's timestamp is more than {@link
   * #MAX_SKEW} behind, and the clock of whoever received the event agrees with that timestamp. Then
   * the clock that stamped earlier records was ahead. While the two disagree, the broker's clock
   * may just as well be behind, and log time stands still.
   *
   * @param timestamp as the broker stamped it
   * @param receivedAt as the writer stamped it; null when it did not
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
