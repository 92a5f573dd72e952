package io.switchboard.disposition.severity;

import io.switchboard.contract.event.ClassifiedDisposition;
import org.jspecify.annotations.Nullable;

/**
 * What the rules make of a call result: the decision, and the record of it when there is one.
 *
 * @param record null when nothing changes
 */
public record Verdict(
    Classification meaning, Decision decision, @Nullable ClassifiedDisposition record) {

  /** Asks the rules. */
  public static Verdict of(DispositionRules rules, @Nullable LastResult last, CallResult result) {
    var meaning = rules.classify(result.code());
    var decision = Revisions.decide(last, result, meaning);
    var record =
        switch (decision) {
          case Decision.Counts(var revision, var supersedes, _) ->
              record(rules, result, meaning, revision, supersedes, false);
          case Decision.StaleOptOut(var revision, _) ->
              record(rules, result, meaning, revision, null, true);
          case Decision.Outdated _, Decision.Repeated _ -> null;
        };
    return new Verdict(meaning, decision, record);
  }

  /** What is known of the contact afterwards; null when that has not changed. */
  public @Nullable LastResult after() {
    return switch (decision) {
      case Decision.Counts(_, _, var after) -> after;
      case Decision.StaleOptOut(_, var after) -> after;
      case Decision.Outdated _, Decision.Repeated _ -> null;
    };
  }

  private static ClassifiedDisposition record(
      DispositionRules rules,
      CallResult result,
      Classification meaning,
      int revision,
      @Nullable String supersedes,
      boolean stale) {
    return new ClassifiedDisposition(
        result.eventId(),
        result.contactId(),
        result.code(),
        result.callResult(),
        meaning.category(),
        meaning.severity(),
        meaning.ruleId(),
        rules.version(),
        AuditEntry.of(result, meaning),
        revision,
        supersedes,
        stale,
        result.eventTime(),
        result.timeSource(),
        result.receivedAt(),
        result.phoneNumber());
  }
}
