package io.switchboard.dnc.registry;

import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.phone.DncKey;
import java.util.Optional;

/**
 * Decides about opt-ins and opt-outs. The decision depends on the number's state and the event
 * alone.
 */
public final class DncDecider {
  private DncDecider() {}

  /**
   * The result of one event.
   *
   * @param state the number's state after the event
   * @param registration the number's record in the registry; empty while no event was applied, and
   *     for the keys of unknown numbers, which are not in the registry
   */
  public record DncResult(
      NumberState state, DncDecision decision, Optional<DncRegistration> registration) {}

  /** Decides about one event. */
  public static DncResult decide(NumberState state, DncEvent event) {
    return decide(state, event, ConsentPolicy.IN_FORCE);
  }

  /** Decides about one event under another policy. */
  public static DncResult decide(NumberState state, DncEvent event, ConsentPolicy policy) {
    var effect = EventEffect.of(state, event, policy);
    var version = ConsentVersion.of(event);
    var unknown = DncKey.isUnknownNumber(event.key());
    var current =
        effect.isApplied() && !unknown ? CurrentConsent.of(version, event) : state.current();
    var blocked = unknown || (current != null && current.version().consent() == Consent.OPT_OUT);
    var decision = DecisionChain.sealed(decision(state, event, effect, version, blocked));
    var next =
        state.after(
            current,
            event.eventId(),
            isOpen(state, effect),
            decision.hash(),
            decision.chainLength());
    return new DncResult(next, decision, registration(event.key(), next));
  }

  private static boolean isOpen(NumberState before, EventEffect effect) {
    return switch (effect.kind()) {
      case QUARANTINED, UNRESOLVED -> true;
      case APPLIED, CLAMPED -> false;
      case STALE, DUPLICATE -> before.open();
    };
  }

  private static DncDecision decision(
      NumberState state,
      DncEvent event,
      EventEffect effect,
      ConsentVersion version,
      boolean doNotCall) {
    var place = state.chainLength() + 1;
    DncDecisionKind kind = effect.kind();
    return new DncDecision(
        EventId.hash(event.eventId(), event.key(), kind.wireName(), Long.toString(place)),
        event.eventId(),
        event.key(),
        kind,
        event.eventName(),
        event.eventTime(),
        version.time(),
        event.receivedAt(),
        event.source(),
        doNotCall,
        effect.rule().description(),
        event.metadataVersion(),
        event.by(),
        event.reason(),
        place,
        state.chainHead(),
        "");
  }

  private static Optional<DncRegistration> registration(String number, NumberState state) {
    return Optional.ofNullable(state.current())
        .map(
            current ->
                new DncRegistration(
                    number,
                    state.doNotCall(),
                    current.version().time(),
                    current.version().eventId(),
                    current.source(),
                    current.reason(),
                    current.customListIds(),
                    state.chainHead(),
                    state.chainLength(),
                    current.receivedAt()));
  }
}
