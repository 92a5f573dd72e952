package io.switchboard.disposition.severity;

import io.switchboard.contract.event.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's call result as CXone sent it.
 *
 * @param eventId its identity
 * @param code the disposition code, a number as its digits
 * @param eventTime when it happened; when it was received if CXone did not say
 * @param phoneNumber as sent
 */
public record CallResult(
    String eventId,
    String contactId,
    String code,
    @Nullable String callResult,
    Instant eventTime,
    TimeSource timeSource,
    Instant receivedAt,
    @Nullable String phoneNumber) {}
