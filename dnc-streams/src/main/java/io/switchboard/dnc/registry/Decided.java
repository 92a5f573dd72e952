package io.switchboard.dnc.registry;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncDecision;
import io.switchboard.contract.event.DncDecisionKind;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.event.DncRegistration;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.phone.DncKey;
import java.util.Optional;

/**
 * What comes of one event: the number's state after it, the decision, and the registry's record
 * when something stands for the number. Keys of unknown numbers have no place in the registry.
 */
public record Decided(
    NumberState state, DncDecision decision, Optional<DncRegistration> registration) {

  /** Decides about one event: a function of the number's state and the event alone. */
  public static Decided on(NumberState state, DncEvent event) {
    return on(state, event, Policy.IN_FORCE);
  }

  /** The same under another policy. */
  public static Decided on(NumberState state, DncEvent event, Policy policy) {
    var verdict = Verdict.on(state, event, policy);
    var claim = Claim.of(event);
    var unknown = DncKey.isUnknownNumber(event.key());
    var standing = verdict.stands() && !unknown ? Standing.of(claim, event) : state.standing();
    var blocked = unknown || (standing != null && standing.claim().consent() == Consent.OPT_OUT);
    var decision = Chain.sealed(decision(state, event, verdict, claim, blocked));
    var next =
        state.after(
            standing,
            event.eventId(),
            isOpen(state, verdict),
            decision.hash(),
            decision.chainLength());
    return new Decided(next, decision, registration(event.key(), next));
  }

  private static boolean isOpen(NumberState before, Verdict verdict) {
    return switch (verdict.kind()) {
      case QUARANTINED, UNRESOLVED -> true;
      case APPLIED, CLAMPED -> false;
      case STALE, DUPLICATE -> before.open();
    };
  }

  private static DncDecision decision(
      NumberState state, DncEvent event, Verdict verdict, Claim claim, boolean doNotCall) {
    var place = state.chainLength() + 1;
    DncDecisionKind kind = verdict.kind();
    return new DncDecision(
        EventId.hash(event.eventId(), event.key(), kind.word(), Long.toString(place)),
        event.eventId(),
        event.key(),
        kind,
        event.eventName(),
        event.eventTime(),
        claim.time(),
        event.receivedAt(),
        event.source(),
        doNotCall,
        verdict.rule().words(),
        event.metadataVersion(),
        event.by(),
        event.reason(),
        place,
        state.chainHead(),
        "");
  }

  private static Optional<DncRegistration> registration(String number, NumberState state) {
    return Optional.ofNullable(state.standing())
        .map(
            standing ->
                new DncRegistration(
                    number,
                    state.doNotCall(),
                    standing.claim().time(),
                    standing.claim().eventId(),
                    standing.source(),
                    standing.reason(),
                    standing.customListIds(),
                    state.chainHead(),
                    state.chainLength(),
                    standing.receivedAt()));
  }
}
