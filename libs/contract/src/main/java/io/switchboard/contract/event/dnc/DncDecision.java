package io.switchboard.contract.event.dnc;

import io.switchboard.contract.phone.Mask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one opt-in or opt-out, a link in the chain of its number.
 *
 * @param decisionId a hash of the event's id, its key, the kind and the place in the chain
 * @param phoneNumber the key: E.164, {@code raw:}, {@code contact:} or {@code call:}
 * @param effectiveTime the earlier of event time and receipt: the time that counts
 * @param doNotCall the number's state after this decision
 * @param rule the rule that decided, as a sentence
 * @param chainLength place in the chain, from 1
 * @param previousHash hash of the previous decision, 64 zeros for the first
 * @param hash SHA-256 over the previous hash and all other fields
 */
public record DncDecision(
    String decisionId,
    String eventId,
    String phoneNumber,
    DncDecisionKind kind,
    Consent eventName,
    Instant eventTime,
    Instant effectiveTime,
    Instant receivedAt,
    DncSource source,
    boolean doNotCall,
    String rule,
    String metadataVersion,
    @Nullable String by,
    @Nullable String reason,
    long chainLength,
    String previousHash,
    String hash) {

  /** Without the number, because it may be logged. */
  @Override
  public String toString() {
    return "DncDecision[" + decisionId + ", " + Mask.number(phoneNumber) + "]";
  }
}
