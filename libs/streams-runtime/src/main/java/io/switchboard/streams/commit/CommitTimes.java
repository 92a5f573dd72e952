package io.switchboard.streams.commit;

import java.util.concurrent.TimeUnit;

/** When a stream thread's last commit ended and how long it took; by {@link System#nanoTime}. */
final class CommitTimes {
  private static final ThreadLocal<CommitTimes> OF_THREAD =
      ThreadLocal.withInitial(CommitTimes::new);

  private boolean running;
  private long beganAt;
  private long endedAt;
  private long nanos;

  /** Those of this thread. */
  static CommitTimes ofThread() {
    return OF_THREAD.get();
  }

  /** A step of a commit begins; the first one counts. */
  void began(long now) {
    if (!running) {
      running = true;
      beganAt = now;
    }
  }

  /** The commit has ended. */
  void ended(long now) {
    if (running) {
      running = false;
      endedAt = now;
      nanos = now - beganAt;
    }
  }

  /** How long the last commit took, in milliseconds; 0 before the first one. */
  long lastMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** The milliseconds since the last commit ended. */
  long millisSince(long now) {
    return nanos == 0 ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.toMillis(now - endedAt);
  }
}
