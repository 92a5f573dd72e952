package io.switchboard.cxone;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential waiting with full jitter: anything between nothing and a bound that doubles.
 *
 * @param first bound of the first wait
 * @param most the bound never grows over this
 */
public record Backoff(Duration first, Duration most) {

  /** How long to wait after so many failures in a row, counted from 1. */
  public Duration after(int failures, RandomGenerator random) {
    return Duration.ofNanos(random.nextLong(bound(failures).toNanos() + 1));
  }

  /** The longest wait after so many failures in a row. */
  public Duration bound(int failures) {
    var doublings = Math.clamp(failures - 1, 0, 30);
    var bound = Math.min((double) first.toNanos() * (1L << doublings), (double) most.toNanos());
    return Duration.ofNanos((long) bound);
  }
}
