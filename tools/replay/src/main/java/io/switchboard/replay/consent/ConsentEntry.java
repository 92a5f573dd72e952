package io.switchboard.replay.consent;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events to {@code dnc.events} and waits for their decisions. */
public final class ConsentEntry {
  /** How long to wait for a decision. */
  public static final Duration DECISION_TIMEOUT = Duration.ofSeconds(15);

  private final KafkaSettings kafka;
  private final String source;

  /**
   * An entry to this deployment.
   *
   * @param source the program that enters, for the header {@code ce_source}
   */
  public ConsentEntry(KafkaSettings kafka, String source) {
    this.kafka = kafka;
    this.source = source;
  }

  /**
   * An event that was written.
   *
   * @param decision null when it was not made within {@link #DECISION_TIMEOUT}
   */
  public record Entered(DncEvent event, @Nullable DncDecision decision) {
    /** Whether the event was not quarantined. */
    public boolean isAccepted() {
      return decision == null || decision.kind() != DncDecisionKind.QUARANTINED;
    }

    /** The decision as text. */
    public String sentence() {
      if (decision == null) {
        return "written to the log, but not decided within "
            + DECISION_TIMEOUT.toSeconds()
            + " s: dnc-streams decides it when it has caught up";
      }
      return ConsentText.state(decision.doNotCall())
          + "; "
          + decision.kind().wireName()
          + ": "
          + decision.rule();
    }
  }

  /**
   * Returns when the decisions are made, or after {@link #DECISION_TIMEOUT}.
   *
   * @throws IllegalStateException when Kafka does not answer or refuses the events
   */
  public List<Entered> enter(List<DncEvent> events) {
    try (var decisions = AwaitedDecisions.from(kafka)) {
      try (var entry = new DncEntry(kafka, source)) {
        entry.write(events);
        entry.flush();
      }
      var decided = decisions.await(events, DECISION_TIMEOUT);
      return events.stream()
          .map(event -> new Entered(event, decided.get(event.eventId())))
          .toList();
    }
  }
}
