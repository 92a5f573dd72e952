package io.switchboard.contract.event.disposition;

import io.switchboard.contract.event.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A classified call result.
 *
 * @param eventId identity of the call result
 * @param dispositionCode as sent, a number as its digits
 * @param category for example do_not_call; {@code unclassified} for an unknown code
 * @param ruleId the rule that decided
 * @param rulesVersion version of the rules file
 * @param auditEntry {@code [2024-05-20T10:00:00Z] Disposition 1001 mapped to do_not_call}
 * @param revision 1 for a contact's first result, one more for each correction
 * @param supersedes the event id of the result that this one corrects
 * @param stale an older do_not_call after a newer result: not routed, but an opt-out
 */
public record ClassifiedDisposition(
    String eventId,
    String contactId,
    String dispositionCode,
    @Nullable String callResult,
    String category,
    Severity severity,
    String ruleId,
    String rulesVersion,
    String auditEntry,
    int revision,
    @Nullable String supersedes,
    boolean stale,
    Instant eventTime,
    TimeSource timeSource,
    Instant receivedAt,
    @Nullable String phoneNumber) {

  /** The category whose results are opt-outs. */
  public static final String DO_NOT_CALL = "do_not_call";
}
