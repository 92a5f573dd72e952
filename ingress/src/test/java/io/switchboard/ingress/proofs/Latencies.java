package io.switchboard.ingress.proofs;

import java.util.Arrays;

/**
 * What a load came to.
 *
 * @param perSecond answers of 200 a second
 * @param sorted how long each of them took, in nanoseconds, ascending
 * @param others answers that were not 200, and broken connections
 */
record Latencies(double perSecond, long[] sorted, long others) {

  /** A percentile in milliseconds. */
  double percentile(double percent) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }

  static Latencies of(long[] nanos, double seconds, long others) {
    Arrays.sort(nanos);
    return new Latencies(nanos.length / seconds, nanos, others);
  }

  @Override
  public String toString() {
    return "%.0f/s, p50 %.2f ms, p99 %.2f ms, %d others"
        .formatted(perSecond, percentile(50), percentile(99), others);
  }
}
