package io.switchboard.ivr.ticks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When one partition writes a tick: its earliest deadline has passed by the clock, and none is
 * under way, or the one under way is a second old.
 */
public final class TickSchedule {
  private static final long RESEND_INTERVAL_MS = Duration.ofSeconds(1).toMillis();

  private boolean underWay;
  private long sentAt;

  /** Whether to write one now; if so, it counts as under way. */
  public boolean due(@Nullable Instant earliest, long now) {
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

  /** The one that was due could not be sent: it is due again with the next look at the clock. */
  public void notSent() {
    underWay = false;
  }

  /** A tick has come back on the log. */
  public void arrived() {
    underWay = false;
  }
}
