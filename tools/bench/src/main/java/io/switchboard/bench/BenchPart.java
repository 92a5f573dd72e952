package io.switchboard.bench;

import io.switchboard.bench.report.PartReport;

/** One thing that this product exists for. */
public interface BenchPart {
  /** As on the command line. */
  String name();

  /** What it measures and against what, in a line. */
  String about();

  /** Measures it. Whatever it starts is opened in the run's scope. */
  PartReport measure(PartRun run) throws Exception;
}
