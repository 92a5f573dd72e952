package io.switchboard.contract.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number's current state.
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
    Instant receivedAt) {}
