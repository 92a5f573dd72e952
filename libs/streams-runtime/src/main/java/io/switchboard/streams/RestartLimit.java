package io.switchboard.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * How often a stream thread may be replaced before its service gives up: at most 5 times in 10
 * minutes.
 */
final class RestartLimit {
  private static final int MOST = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private final ArrayDeque<Instant> recent = new ArrayDeque<>();

  /** Whether one more is allowed now; counts it. */
  synchronized boolean allow(Instant now) {
    while (!recent.isEmpty() && recent.getFirst().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    if (recent.size() >= MOST) {
      return false;
    }
    recent.addLast(now);
    return true;
  }
}
