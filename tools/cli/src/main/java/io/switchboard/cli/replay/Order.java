package io.switchboard.cli.replay;

import io.switchboard.cli.Console;
import io.switchboard.replay.copy.Selection;
import io.switchboard.replay.copy.Survey;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import java.util.List;

/**
 * What is to be replayed, counted beforehand.
 *
 * @param ranges offsets as they were when it was asked for: what arrives later is not part of it
 */
record Order(Selection what, List<OffsetRange> ranges, Survey survey) {

  /** Reads it through once. */
  static Order of(LogReader reader, Selection what, LogWindow window, Console console) {
    var ranges =
        reader.ranges(reader.partitions(what.topic()), window).stream()
            .filter(range -> range.length() > 0)
            .toList();
    try (var bar = console.progress("planning")) {
      return new Order(what, ranges, Survey.of(reader, ranges, what.predicate(), bar));
    }
  }
}
