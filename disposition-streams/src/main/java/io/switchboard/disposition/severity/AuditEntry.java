package io.switchboard.disposition.severity;

import io.switchboard.contract.time.Times;

/** The audit line that CXone shows with the contact. */
final class AuditEntry {
  private static final int FRACTION = ".000Z".length();

  private AuditEntry() {}

  /** {@code [2024-05-20T10:00:00Z] Disposition 1001 mapped to do_not_call}: the event's time. */
  static String of(CallResult result, Classification classification) {
    var time = Times.format(result.eventTime());
    return "["
        + time.substring(0, time.length() - FRACTION)
        + "Z] Disposition "
        + result.code()
        + " mapped to "
        + classification.category();
  }
}
