package io.switchboard.bench;

import java.time.Duration;

/**
 * The amount of measurements.
 *
 * @param rounds rounds of the subject and of its limit
 * @param scale 1 for figures; less for a quick check
 */
public record BenchPlan(int rounds, double scale) {
  /** Three rounds, each part within three minutes. */
  public static final BenchPlan USUAL = new BenchPlan(3, 1);

  public BenchPlan {
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round");
    }
    if (!(scale > 0 && scale <= 10)) {
      throw new IllegalArgumentException("the scale is more than 0 and at most 10");
    }
  }

  /** A count, at this scale. */
  public int count(int usual) {
    return (int) Math.max(10, usual * scale);
  }

  /** A duration, at this scale; at least half a second. */
  public Duration time(Duration usual) {
    return Duration.ofMillis((long) Math.max(500, usual.toMillis() * scale));
  }
}
