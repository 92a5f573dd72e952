package io.switchboard.disposition.severity;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import org.jspecify.annotations.Nullable;

/**
 * What the service does with a call result: its classification, its effect on the contact's state,
 * and the output record.
 *
 * @param revision the effect on the contact's state
 * @param record null when the result produces none
 */
public record DispositionDecision(
    Classification classification,
    RevisionDecision revision,
    @Nullable ClassifiedDisposition record) {

  /**
   * Decides.
   *
   * @param last the contact's state, null for a contact without a result
   */
  public static DispositionDecision of(
      DispositionRules rules, @Nullable LastResult last, CallResult result) {
    var classification = rules.classify(result.code());
    var revision = Revisions.decide(last, result, classification);
    var record =
        switch (revision) {
          case RevisionDecision.Counts(var number, var supersedes, _) ->
              record(rules, result, classification, number, supersedes, false);
          case RevisionDecision.StaleOptOut(var number, _) ->
              record(rules, result, classification, number, null, true);
          case RevisionDecision.Outdated _, RevisionDecision.Repeated _ -> null;
        };
    return new DispositionDecision(classification, revision, record);
  }

  /** The contact's state afterwards; null when it has not changed. */
  public @Nullable LastResult after() {
    return switch (revision) {
      case RevisionDecision.Counts(_, _, var after) -> after;
      case RevisionDecision.StaleOptOut(_, var after) -> after;
      case RevisionDecision.Outdated _, RevisionDecision.Repeated _ -> null;
    };
  }

  private static ClassifiedDisposition record(
      DispositionRules rules,
      CallResult result,
      Classification classification,
      int revision,
      @Nullable String supersedes,
      boolean stale) {
    return new ClassifiedDisposition(
        result.eventId(),
        result.contactId(),
        result.code(),
        result.callResult(),
        classification.category(),
        classification.severity(),
        classification.ruleId(),
        rules.version(),
        AuditEntry.of(result, classification),
        revision,
        supersedes,
        stale,
        result.eventTime(),
        result.timeSource(),
        result.receivedAt(),
        result.phoneNumber());
  }
}
