package io.switchboard.bench.report;

import java.util.List;

/** The repeated values of one measurement, in the order of the rounds; at least one. */
public record Rounds(List<Double> values) {
  public Rounds {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = List.copyOf(values);
  }

  /** Rounds of numbers. */
  public static Rounds of(Double... values) {
    return new Rounds(List.of(values));
  }

  /** One round in bytes, as MB. */
  public static Rounds megabytes(long bytes) {
    return of(bytes / 1e6);
  }

  /** The median; of an even number, the mean of the two in the middle. */
  public double median() {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The smallest. */
  public double minimum() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The largest. */
  public double maximum() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** The spread of the rounds, as a share of their median: 0 for a machine without noise. */
  public double spread() {
    var median = median();
    return median == 0 ? 0 : (maximum() - minimum()) / median;
  }
}
