package io.switchboard.cli.replay;

import io.switchboard.cli.Console;
import io.switchboard.replay.copy.Selection;
import io.switchboard.replay.copy.SelectionStatistics;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import java.util.List;

/**
 * What is to be replayed, counted beforehand.
 *
 * @param ranges offsets as they were when it was asked for: what arrives later is not part of it
 */
record ReplayPlan(Selection what, List<OffsetRange> ranges, SelectionStatistics statistics) {

  /** Reads it through once. */
  static ReplayPlan of(LogReader reader, Selection what, LogWindow window, Console console) {
    var ranges =
        reader.ranges(reader.partitions(what.topic()), window).stream()
            .filter(range -> range.length() > 0)
            .toList();
    try (var bar = console.progress("planning")) {
      return new ReplayPlan(
          what, ranges, SelectionStatistics.of(reader, ranges, what.predicate(), bar));
    }
  }
}
