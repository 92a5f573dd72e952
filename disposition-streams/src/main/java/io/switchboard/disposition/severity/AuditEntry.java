package io.switchboard.disposition.severity;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The line that CXone shows with the contact. */
final class AuditEntry {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private AuditEntry() {}

  /** {@code [2024-05-20T10:00:00Z] Disposition 1001 mapped to do_not_call}: the event's time. */
  static String of(CallResult result, Classification meaning) {
    return "["
        + SECONDS.format(result.eventTime())
        + "] Disposition "
        + result.code()
        + " mapped to "
        + meaning.category();
  }
}
