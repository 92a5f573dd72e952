package io.switchboard.cli.dnc;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events to the log, waits for their decisions and prints those. */
final class EventEntry {
  private static final Duration DECISION_TIMEOUT = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final PrintWriter out;

  EventEntry(KafkaSettings kafka, PrintWriter out) {
    this.kafka = kafka;
    this.out = out;
  }

  /** Returns whether no event was quarantined. */
  boolean enter(List<DncEvent> events) {
    try (var decisions = AwaitedDecisions.from(kafka)) {
      try (var entry = new DncEntry(kafka)) {
        entry.write(events);
        entry.flush();
      }
      var decided = decisions.await(events, DECISION_TIMEOUT);
      var accepted = true;
      for (var event : events) {
        var decision = decided.get(event.eventId());
        out.println(event.key() + ": " + sentence(decision) + " (event " + event.eventId() + ")");
        accepted &= decision == null || decision.kind() != DncDecisionKind.QUARANTINED;
      }
      out.flush();
      return accepted;
    }
  }

  private static String sentence(@Nullable DncDecision decision) {
    if (decision == null) {
      return "written to the log, but not decided within "
          + DECISION_TIMEOUT.toSeconds()
          + " s: dnc-streams decides it when it has caught up";
    }
    return (decision.doNotCall() ? "do not call" : "may be called")
        + "; "
        + decision.kind().wireName()
        + ": "
        + decision.rule();
  }
}
