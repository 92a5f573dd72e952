package io.switchboard.ivr.ticks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a partition writes a tick: its earliest deadline has passed by the clock, and no tick is in
 * flight, or the one in flight is older than a second.
 */
public final class TickSchedule {
  /** Between two checks while a tick is due or in flight. */
  public static final Duration MIN_CHECK_INTERVAL = Duration.ofMillis(100);

  /** Before a deadline that is further away than this, the clock is checked half-way. */
  private static final Duration NEAR = Duration.ofSeconds(5);

  private static final long RESEND_INTERVAL_MS = Duration.ofSeconds(1).toMillis();

  private boolean underWay;
  private long sentAt;

  /**
   * When to check next whether a tick is due, from now on. Each check costs a commit, so there is
   * none without a deadline, and few before it has passed; some, because the clock is an estimate
   * and may be corrected meanwhile.
   */
  public static Optional<Duration> untilCheck(@Nullable Instant earliest, long now) {
    if (earliest == null) {
      return Optional.empty();
    }
    var left = Duration.ofMillis(earliest.toEpochMilli() + 1 - now);
    if (left.compareTo(NEAR) > 0) {
      var half = left.dividedBy(2);
      return Optional.of(half.compareTo(NEAR) > 0 ? half : NEAR);
    }
    return Optional.of(left.compareTo(MIN_CHECK_INTERVAL) < 0 ? MIN_CHECK_INTERVAL : left);
  }

  /** Whether to write a tick now; if so, it counts as in flight. */
  public boolean isDue(@Nullable Instant earliest, long now) {
    if (earliest == null || now <= earliest.toEpochMilli()) {
      return false;
    }
    if (underWay && Math.abs(now - sentAt) < RESEND_INTERVAL_MS) {
      return false;
    }
    underWay = true;
    sentAt = now;
    return true;
  }

  /** The tick could not be sent: it is due again at the next check. */
  public void notSent() {
    underWay = false;
  }

  /** A tick was read from the log. */
  public void tickArrived() {
    underWay = false;
  }
}
