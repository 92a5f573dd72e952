package io.switchboard.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Limits how often a stream thread is replaced, or a server started again, before that counts as a
 * failure: at most so many times in 10 minutes. One cause may end each of several threads: what
 * fails together counts once.
 */
public final class RestartLimit {
  static final int DEFAULT = 5;

  /** Threads that one cause ends, such as a rebalance, end within this time. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private record Failure(Instant began, int threads) {}

  private final ArrayDeque<Failure> recent = new ArrayDeque<>();
  private final int most;
  private final int threads;

  /** A limit of 5 for what fails alone. */
  public RestartLimit() {
    this(DEFAULT, 1);
  }

  /**
   * @param threads how many may fail together
   */
  RestartLimit(int most, int threads) {
    this.most = most;
    this.threads = threads;
  }

  /** Whether another replacement is allowed now; counts it. */
  public synchronized boolean allow(Instant now) {
    while (!recent.isEmpty() && recent.getFirst().began().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    var last = recent.peekLast();
    if (last != null && last.threads() < threads && now.isBefore(last.began().plus(TOGETHER))) {
      recent.removeLast();
      recent.addLast(new Failure(last.began(), last.threads() + 1));
      return true;
    }
    if (recent.size() >= most) {
      return false;
    }
    recent.addLast(new Failure(now, 1));
    return true;
  }
}
