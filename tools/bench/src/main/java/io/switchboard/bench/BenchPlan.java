package io.switchboard.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds turns of what is measured and of its limit
 * @param scale 1 for figures; less for a look whether it works
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

  /** So many of something, at this scale. */
  public int count(int usual) {
    return (int) Math.max(10, usual * scale);
  }

  /** So long, at this scale; at least half a second. */
  public Duration time(Duration usual) {
    return Duration.ofMillis((long) Math.max(500, usual.toMillis() * scale));
  }
}
