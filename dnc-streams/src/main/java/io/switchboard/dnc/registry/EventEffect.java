package io.switchboard.dnc.registry;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.phone.DncKey;
import java.util.Optional;

/** Decides the effect of an event on its number, and by which rule. */
record EventEffect(DncDecisionKind kind, ConsentRule rule) {
  /** Whether the event becomes the current consent. */
  boolean isApplied() {
    return kind == DncDecisionKind.APPLIED || kind == DncDecisionKind.CLAMPED;
  }

  static EventEffect of(NumberState state, DncEvent event, ConsentPolicy policy) {
    return DncKey.isUnknownNumber(event.key())
        ? onUnknownNumber(state, event)
        : onNumber(state, event, policy);
  }

  private static EventEffect onUnknownNumber(NumberState state, DncEvent event) {
    if (state.knows(event.eventId())) {
      return new EventEffect(DncDecisionKind.DUPLICATE, ConsentRule.REPEAT);
    }
    if (event.eventName() == Consent.OPT_IN) {
      return new EventEffect(DncDecisionKind.QUARANTINED, ConsentRule.OPT_IN_WITHOUT_NUMBER);
    }
    return event.resolvedTo() == null
        ? new EventEffect(DncDecisionKind.UNRESOLVED, ConsentRule.NUMBER_UNKNOWN)
        : new EventEffect(DncDecisionKind.APPLIED, ConsentRule.RESOLVED);
  }

  private static EventEffect onNumber(NumberState state, DncEvent event, ConsentPolicy policy) {
    var reason = reasonForQuarantine(event, policy);
    var version = ConsentVersion.of(event);
    var current = state.current();
    if (reason.isEmpty() && current == null) {
      return new EventEffect(kind(event), ConsentRule.FIRST);
    }
    if (reason.isEmpty() && current != null && version.compareTo(current.version()) > 0) {
      return new EventEffect(kind(event), version.winsBy(current.version()));
    }
    if (state.knows(event.eventId()) || (current != null && current.version().equals(version))) {
      return new EventEffect(DncDecisionKind.DUPLICATE, ConsentRule.REPEAT);
    }
    return reason
        .map(rule -> new EventEffect(DncDecisionKind.QUARANTINED, rule))
        .orElseGet(() -> new EventEffect(DncDecisionKind.STALE, ConsentRule.OLDER));
  }

  private static DncDecisionKind kind(DncEvent event) {
    return event.eventTime().isAfter(event.receivedAt())
        ? DncDecisionKind.CLAMPED
        : DncDecisionKind.APPLIED;
  }

  /** Why an opt-in is not applied; an opt-out is never quarantined. */
  private static Optional<ConsentRule> reasonForQuarantine(DncEvent event, ConsentPolicy policy) {
    if (event.eventName() == Consent.OPT_OUT) {
      return Optional.empty();
    }
    if (event.timeSource() == TimeSource.RECEIVED) {
      return Optional.of(ConsentRule.OPT_IN_WITHOUT_TIME);
    }
    if (event.eventTime().isAfter(event.receivedAt().plus(policy.optInAhead()))) {
      return Optional.of(ConsentRule.OPT_IN_AHEAD);
    }
    return event.otherReading() == null
        ? Optional.empty()
        : Optional.of(ConsentRule.OPT_IN_TWO_READINGS);
  }
}
