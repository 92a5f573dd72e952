package io.switchboard.bench.report;

/** Which way a figure gets better. */
public enum ImprovementDirection {
  /** Rates. */
  HIGHER,
  /** Times and sizes. */
  LOWER
}
