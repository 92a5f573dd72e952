package io.switchboard.ivr.ticks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a partition writes a tick: its earliest deadline has passed by the clock, and no tick is in
 * flight, or the one in flight is older than a second.
 */
public final class TickSchedule {
  private static final long RESEND_INTERVAL_MS = Duration.ofSeconds(1).toMillis();

  private boolean underWay;
  private long sentAt;

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
