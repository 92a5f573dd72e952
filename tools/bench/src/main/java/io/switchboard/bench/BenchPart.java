package io.switchboard.bench;

import io.switchboard.bench.report.PartReport;

/** One part of the bench. */
public interface BenchPart {
  /** The name on the command line. */
  String name();

  /** What it measures and its limit, in one line. */
  String description();

  /** Measures. Everything that it starts is opened in the run's scope. */
  PartReport measure(PartRun run) throws Exception;
}
