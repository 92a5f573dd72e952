package io.switchboard.contract.event.dnc;

import io.switchboard.contract.phone.Mask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number's current state. Written again with each decision on the number, because the chain
 * grows; a repeat leaves {@code eventId} unchanged. {@code raw:} keys hold opt-outs whose number
 * cannot be read: lookups find them, but they are not pushed to CXone.
 *
 * @param phoneNumber E.164, or {@code raw:<digits>}
 * @param eventTime the effective time of the event that decided
 * @param eventId the event that decided
 * @param reason for the lookup: {@code opt-out by webhook}
 * @param customListIds CXone's lists that the event named
 * @param chainHead hash of the newest decision on this number
 * @param chainLength number of decisions on this number
 */
public record DncRegistration(
    String phoneNumber,
    boolean doNotCall,
    Instant eventTime,
    String eventId,
    DncSource source,
    @Nullable String reason,
    List<String> customListIds,
    String chainHead,
    long chainLength,
    Instant receivedAt) {

  /** Without the number, because it may be logged. */
  @Override
  public String toString() {
    return "DncRegistration[" + eventId + ", " + Mask.number(phoneNumber) + "]";
  }
}
