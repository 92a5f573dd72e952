package io.switchboard.bench.report;

/**
 * The throughput of results whose input was available at once: from the first observed result to
 * the last. When the first observation finds all results (in one transaction), the time counts from
 * the start of the work, and the rate is a lower bound.
 *
 * @param all number of results
 * @param later number of results after the first observation that found any
 * @param nanosBetween nanoseconds from that observation to the last result
 * @param nanosWhole nanoseconds from the start of the work to the last result
 */
public record Throughput(long all, long later, long nanosBetween, long nanosWhole) {

  /**
   * Results a second; never 0.
   *
   * @throws IllegalStateException when nothing was measured
   */
  public double perSecond() {
    var count = later > 0 ? later : all;
    var nanos = later > 0 ? nanosBetween : nanosWhole;
    if (count <= 0 || nanos <= 0) {
      throw new IllegalStateException(
          "nothing was measured: " + count + " results in " + nanos + " ns; use a larger --scale");
    }
    return count * 1e9 / nanos;
  }
}
