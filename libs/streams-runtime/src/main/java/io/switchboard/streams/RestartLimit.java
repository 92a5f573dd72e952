package io.switchboard.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Limits how often a stream thread is replaced, or a server started again, before that counts as a
 * failure: at most so many times in 10 minutes.
 */
public final class RestartLimit {
  static final int DEFAULT = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private final ArrayDeque<Instant> recent = new ArrayDeque<>();
  private final int most;

  /** A limit of 5. */
  public RestartLimit() {
    this(DEFAULT);
  }

  RestartLimit(int most) {
    this.most = most;
  }

  /** Whether another replacement is allowed now; counts it. */
  public synchronized boolean allow(Instant now) {
    while (!recent.isEmpty() && recent.getFirst().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    if (recent.size() >= most) {
      return false;
    }
    recent.addLast(now);
    return true;
  }
}
