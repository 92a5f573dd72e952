package io.switchboard.cxone.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: a random time from zero to a bound that doubles.
 *
 * @param first the bound after one failure
 * @param max the largest bound
 */
public record Backoff(Duration first, Duration max) {

  /** The time to wait after {@code failures} consecutive failures, 1 or more. */
  public Duration after(int failures, RandomGenerator random) {
    return Duration.ofNanos(random.nextLong(bound(failures).toNanos() + 1));
  }

  /** The longest wait after {@code failures} consecutive failures. */
  public Duration bound(int failures) {
    var doublings = Math.clamp(failures - 1, 0, 30);
    var bound = Math.min((double) first.toNanos() * (1L << doublings), (double) max.toNanos());
    return Duration.ofNanos((long) bound);
  }
}
