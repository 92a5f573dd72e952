package io.switchboard.disposition.severity;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's call result as CXone sent it.
 *
 * @param eventId its identity
 * @param code the disposition code, a number as its digits
 * @param eventTime when it happened; when it was received if CXone's time is missing or unusable
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
    @Nullable String phoneNumber) {

  /** The time by which results are ordered. */
  Instant effectiveTime() {
    return EventTime.effective(eventTime, receivedAt);
  }

  /** Whether it is ordered by its receive time, so that a repetition of the event looks newer. */
  boolean isOrderedByReceipt() {
    return timeSource == TimeSource.RECEIVED || eventTime.isAfter(receivedAt);
  }
}
