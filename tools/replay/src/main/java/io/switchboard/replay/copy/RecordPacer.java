package io.switchboard.replay.copy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Delays each record to its time, relative to the first one. */
final class RecordPacer {
  private final Speed speed;
  private final long beganAt = System.nanoTime();
  private long firstTimestamp = Long.MIN_VALUE;

  RecordPacer(Speed speed) {
    this.speed = speed;
  }

  /** How long to wait before a record is written; never negative. */
  Duration untilDue(long timestamp) {
    if (!speed.paced()) {
      return Duration.ZERO;
    }
    if (firstTimestamp == Long.MIN_VALUE) {
      firstTimestamp = timestamp;
    }
    var due = speed.scale(Duration.ofMillis(Math.max(0, timestamp - firstTimestamp)));
    var left = due.minusNanos(System.nanoTime() - beganAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Waits for this time, or until the thread is interrupted. */
  static void await(Duration time) {
    var until = System.nanoTime() + time.toNanos();
    while (until - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
