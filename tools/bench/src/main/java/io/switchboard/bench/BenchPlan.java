package io.switchboard.bench;

import java.time.Duration;
import java.util.List;

/**
 * The amount of measurements.
 *
 * @param rounds rounds of the subject and of its limit
 * @param scale 1 for figures; less for a quick check
 * @param seconds length of a round at a fixed rate in the part {@code latency}
 * @param rates requests a second in the part {@code latency}
 * @param records decisions that {@code verify} reads, numbers that {@code rebuild} writes
 */
public record BenchPlan(int rounds, double scale, int seconds, List<Integer> rates, int records) {
  /** Three rounds, each part within three minutes. */
  public static final BenchPlan USUAL = new BenchPlan(3, 1);

  public BenchPlan {
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round");
    }
    if (!(scale > 0 && scale <= 10)) {
      throw new IllegalArgumentException("the scale is more than 0 and at most 10");
    }
    if (seconds < 1 || seconds > 600) {
      throw new IllegalArgumentException("a round takes 1 to 600 seconds");
    }
    rates = List.copyOf(rates);
    if (rates.isEmpty() || rates.stream().anyMatch(rate -> rate < 1 || rate > 100_000)) {
      throw new IllegalArgumentException("1 to 100,000 requests a second");
    }
    if (records < 1_000 || records > 8_000_000) {
      throw new IllegalArgumentException("1,000 to 8,000,000 records");
    }
  }

  /** With the usual seconds, rates and records. */
  public BenchPlan(int rounds, double scale) {
    this(rounds, scale, 10, List.of(200, 2_000), 1_000_000);
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
