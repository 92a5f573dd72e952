package io.switchboard.cli.dnc;

import io.switchboard.contract.event.DncDecision;
import io.switchboard.contract.event.DncDecisionKind;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a few events onto the log, waits for what is decided about them, and says it. */
final class Entry {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final PrintWriter out;

  Entry(KafkaSettings kafka, PrintWriter out) {
    this.kafka = kafka;
    this.out = out;
  }

  /** Enters them; whether none of them was disbelieved. */
  boolean enter(List<DncEvent> events) {
    try (var decisions = AwaitedDecisions.from(kafka)) {
      try (var entry = new DncEntry(kafka)) {
        entry.write(events);
        entry.flush();
      }
      var decided = decisions.await(events, PATIENCE);
      var believed = true;
      for (var event : events) {
        var decision = decided.get(event.eventId());
        out.println(event.key() + ": " + sentence(decision) + " (event " + event.eventId() + ")");
        believed &= decision == null || decision.kind() != DncDecisionKind.QUARANTINED;
      }
      out.flush();
      return believed;
    }
  }

  private static String sentence(@Nullable DncDecision decision) {
    if (decision == null) {
      return "on the log, not decided within "
          + PATIENCE.toSeconds()
          + " s; it will be, as soon as dnc-streams gets to it";
    }
    return (decision.doNotCall() ? "do not call" : "may be called")
        + "; "
        + decision.kind().word()
        + ": "
        + decision.rule();
  }
}
