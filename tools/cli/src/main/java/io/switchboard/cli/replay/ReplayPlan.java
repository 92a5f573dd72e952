package io.switchboard.cli.replay;

import io.switchboard.cli.Console;
import io.switchboard.replay.copy.Selection;
import io.switchboard.replay.copy.SelectionStatistics;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import java.util.List;

/**
 * A counted replay.
 *
 * @param ranges offsets at the time of the request: later records are not part of it
 */
record ReplayPlan(Selection what, List<OffsetRange> ranges, SelectionStatistics statistics) {

  /** Reads and counts the selection. */
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
