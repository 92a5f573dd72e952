package io.switchboard.dnc.registry;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncDecisionKind;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.phone.DncKey;
import java.util.Optional;

/** What an event does to its number, and by which rule. */
record Verdict(DncDecisionKind kind, Rule rule) {
  /** Whether the event stands from now on. */
  boolean stands() {
    return kind == DncDecisionKind.APPLIED || kind == DncDecisionKind.CLAMPED;
  }

  static Verdict on(NumberState state, DncEvent event, Policy policy) {
    return DncKey.isUnknownNumber(event.key())
        ? onUnknownNumber(state, event)
        : onNumber(state, event, policy);
  }

  private static Verdict onUnknownNumber(NumberState state, DncEvent event) {
    if (state.knows(event.eventId())) {
      return new Verdict(DncDecisionKind.DUPLICATE, Rule.REPEAT);
    }
    if (event.eventName() == Consent.OPT_IN) {
      return new Verdict(DncDecisionKind.QUARANTINED, Rule.OPT_IN_WITHOUT_NUMBER);
    }
    return event.resolvedTo() == null
        ? new Verdict(DncDecisionKind.UNRESOLVED, Rule.NUMBER_UNKNOWN)
        : new Verdict(DncDecisionKind.APPLIED, Rule.RESOLVED);
  }

  private static Verdict onNumber(NumberState state, DncEvent event, Policy policy) {
    var doubt = doubt(event, policy);
    var claim = Claim.of(event);
    var standing = state.standing();
    if (doubt.isEmpty() && standing == null) {
      return new Verdict(kind(event), Rule.FIRST);
    }
    if (doubt.isEmpty() && standing != null && claim.compareTo(standing.claim()) > 0) {
      return new Verdict(kind(event), claim.over(standing.claim()));
    }
    if (state.knows(event.eventId()) || (standing != null && standing.claim().equals(claim))) {
      return new Verdict(DncDecisionKind.DUPLICATE, Rule.REPEAT);
    }
    return doubt
        .map(rule -> new Verdict(DncDecisionKind.QUARANTINED, rule))
        .orElseGet(() -> new Verdict(DncDecisionKind.STALE, Rule.OLDER));
  }

  private static DncDecisionKind kind(DncEvent event) {
    return event.eventTime().isAfter(event.receivedAt())
        ? DncDecisionKind.CLAMPED
        : DncDecisionKind.APPLIED;
  }

  /** Why an opt-in is not believed; an opt-out always is. */
  private static Optional<Rule> doubt(DncEvent event, Policy policy) {
    if (event.eventName() == Consent.OPT_OUT) {
      return Optional.empty();
    }
    if (event.timeSource() == TimeSource.RECEIVED) {
      return Optional.of(Rule.OPT_IN_WITHOUT_TIME);
    }
    if (event.eventTime().isAfter(event.receivedAt().plus(policy.optInAhead()))) {
      return Optional.of(Rule.OPT_IN_AHEAD);
    }
    return event.otherReading() == null ? Optional.empty() : Optional.of(Rule.OPT_IN_TWO_READINGS);
  }
}
