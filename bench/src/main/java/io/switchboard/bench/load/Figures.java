package io.switchboard.bench.load;

import java.util.List;

/**
 * What a load came to.
 *
 * @param perSecond answers of 200 a second
 * @param median milliseconds
 * @param p99 milliseconds
 * @param others answers that were not 200, and broken connections
 */
public record Figures(double perSecond, double median, double p99, long others) {
  String written() {
    return perSecond + " " + median + " " + p99 + " " + others;
  }

  static Figures read(String line) {
    var parts = List.of(line.split(" ", -1));
    return new Figures(
        Double.parseDouble(parts.get(0)),
        Double.parseDouble(parts.get(1)),
        Double.parseDouble(parts.get(2)),
        Long.parseLong(parts.get(3)));
  }
}
