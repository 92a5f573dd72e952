package io.switchboard.bench.report;

/**
 * How fast something came out that went in all at once: from the first result that was seen to the
 * last. When the first look finds all results (one transaction holds them), there is nothing
 * between the two; then the time counts from the start of the work, and the rate is a lower bound.
 *
 * @param all how many results there are
 * @param later how many came after the first look that found any
 * @param nanosBetween nanoseconds from that look to the last result
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
