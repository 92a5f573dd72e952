package io.switchboard.cli.dnc.imports;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import io.switchboard.replay.consent.ConsentEntry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Enters the events of an import in pieces, each written before the next, and collects their
 * decisions while dnc-streams keeps up.
 */
final class ImportEntry {
  private static final String SOURCE = "/switchboard/cli";
  private static final int LINES_AT_ONCE = 10_000;

  private final KafkaSettings kafka;
  private final PrintWriter err;

  ImportEntry(KafkaSettings kafka, PrintWriter err) {
    this.kafka = kafka;
    this.err = err;
  }

  /**
   * Writes everything.
   *
   * @param lines the events of each line
   * @return the effect of the decisions, as text
   */
  String enter(List<List<DncEvent>> lines) {
    var decisions = new ArrayList<DncDecision>();
    var written = 0;
    for (var from = 0; from < lines.size(); from += LINES_AT_ONCE) {
      var to = Math.min(lines.size(), from + LINES_AT_ONCE);
      var events = lines.subList(from, to).stream().flatMap(List::stream).toList();
      if (decisions.size() == written) {
        decisions.addAll(decided(events));
      } else {
        write(events); // dnc-streams is late: the rest is not waited for
      }
      written += events.size();
      if (to < lines.size()) {
        err.println(to + " of " + lines.size() + " on the log");
        err.flush();
      }
    }
    var open = written - decisions.size();
    return ImportEffect.of(decisions).text()
        + (open == 0 ? "" : ", %,d not yet: dnc-streams decides them later".formatted(open));
  }

  private List<DncDecision> decided(List<DncEvent> events) {
    return new ConsentEntry(kafka, SOURCE)
        .enter(events).stream()
            .map(ConsentEntry.Entered::decision)
            .filter(Objects::nonNull)
            .toList();
  }

  private void write(List<DncEvent> events) {
    try (var entry = new DncEntry(kafka, SOURCE)) {
      entry.write(events);
      entry.flush();
    }
  }
}
