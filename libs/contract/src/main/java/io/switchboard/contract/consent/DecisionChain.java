package io.switchboard.contract.consent;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.time.Times;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain of one number's decisions. Each decision contains the hash of the previous one, so
 * a changed, removed or inserted decision breaks all that follow. A truncated chain is detected by
 * comparison with a head that was stored elsewhere.
 */
public final class DecisionChain {
  /** The previous hash of the first decision. */
  public static final String START = "0".repeat(64);

  private DecisionChain() {}

  /** The decision with its hash. */
  public static DncDecision sealed(DncDecision decision) {
    return withHash(decision, hash(decision));
  }

  /**
   * SHA-256 over all fields but the hash itself, in the order of the record, each preceded by its
   * length; an absent field and an empty one differ.
   */
  public static String hash(DncDecision decision) {
    return EventId.sha256(
        decision.previousHash(),
        decision.decisionId(),
        decision.eventId(),
        decision.phoneNumber(),
        decision.kind().wireName(),
        decision.eventName() == Consent.OPT_OUT ? "optOut" : "optIn",
        Times.format(decision.eventTime()),
        Times.format(decision.effectiveTime()),
        Times.format(decision.receivedAt()),
        decision.source().wireName(),
        Boolean.toString(decision.doNotCall()),
        decision.rule(),
        decision.metadataVersion(),
        optional(decision.by()),
        optional(decision.reason()),
        Long.toString(decision.chainLength()));
  }

  /**
   * The error of a decision, as a sentence; empty when it continues the chain.
   *
   * @param previous the number's previous decision, null for the first
   */
  public static Optional<String> fault(@Nullable DncDecision previous, DncDecision next) {
    var place = previous == null ? 1 : previous.chainLength() + 1;
    if (next.chainLength() != place) {
      return Optional.of("place " + next.chainLength() + " follows place " + (place - 1));
    }
    if (!next.previousHash().equals(previous == null ? START : previous.hash())) {
      return Optional.of("place " + place + " does not continue the decision before it");
    }
    return next.hash().equals(hash(next))
        ? Optional.empty()
        : Optional.of("place " + place + " was changed: its content does not give its hash");
  }

  private static String optional(@Nullable String text) {
    return text == null ? "-" : "+" + text;
  }

  private static DncDecision withHash(DncDecision decision, String hash) {
    return new DncDecision(
        decision.decisionId(),
        decision.eventId(),
        decision.phoneNumber(),
        decision.kind(),
        decision.eventName(),
        decision.eventTime(),
        decision.effectiveTime(),
        decision.receivedAt(),
        decision.source(),
        decision.doNotCall(),
        decision.rule(),
        decision.metadataVersion(),
        decision.by(),
        decision.reason(),
        decision.chainLength(),
        decision.previousHash(),
        hash);
  }
}
