package io.switchboard.bench.report;

/** The direction in which a figure improves. */
public enum ImprovementDirection {
  /** Rates. */
  HIGHER,
  /** Times and sizes. */
  LOWER
}
