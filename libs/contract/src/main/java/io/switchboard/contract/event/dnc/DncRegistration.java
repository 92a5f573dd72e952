package io.switchboard.contract.event.dnc;

import io.switchboard.contract.phone.Mask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number's current state. Written again with each decision on the number, since the chain grows;
 * a repeat leaves {@code eventId} as it is. {@code raw:} keys hold opt-outs that nobody could read
 * as a number: lookups find them, CXone cannot be told about them.
 *
 * @param phoneNumber E.164, or {@code raw:<digits>}
 * @param eventTime the effective time of the event that decided
 * @param eventId the event that decided
 * @param reason why, for the lookup: {@code opt-out by webhook}
 * @param customListIds CXone's lists that the event named
 * @param chainHead hash of the newest decision on this number
 * @param chainLength how many decisions there are on this number
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

  /** Without the number: this may end up in a log. */
  @Override
  public String toString() {
    return "DncRegistration[" + eventId + ", " + Mask.number(phoneNumber) + "]";
  }
}
