package io.switchboard.testkit.load;

import java.util.Arrays;
import java.util.Collection;

/** Measured times, sorted. */
public record Latencies(long[] nanos) {

  /** From nanoseconds in any order. */
  public static Latencies of(Collection<Long> nanos) {
    var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /** In milliseconds; nearest rank. */
  public double percentile(double percent) {
    if (nanos.length == 0) {
      return Double.NaN;
    }
    var rank = (int) Math.ceil(percent / 100 * nanos.length);
    return nanos[Math.max(0, rank - 1)] / 1e6;
  }

  /** The longest, in milliseconds. */
  public double largest() {
    return percentile(100);
  }

  @Override
  public String toString() {
    return "%d: p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.1f ms"
        .formatted(nanos.length, percentile(50), percentile(90), percentile(99), largest());
  }
}
