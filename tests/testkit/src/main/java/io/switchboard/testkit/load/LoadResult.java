package io.switchboard.testkit.load;

/**
 * The result of a load.
 *
 * @param perSecond answers of 200 a second
 * @param median milliseconds
 * @param p99 milliseconds
 * @param others answers other than 200, and broken connections
 */
public record LoadResult(double perSecond, double median, double p99, long others) {
  String written() {
    return perSecond + " " + median + " " + p99 + " " + others;
  }

  static LoadResult read(String line) {
    var parts = line.split(" ", -1);
    return new LoadResult(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Long.parseLong(parts[3]));
  }

  @Override
  public String toString() {
    return "%.0f/s, p50 %.2f ms, p99 %.2f ms, %d others".formatted(perSecond, median, p99, others);
  }
}
