package io.switchboard.ingress.completed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of reading one report, that is all pages of it. */
sealed interface ReportResult {

  /**
   * All its results are on the log.
   *
   * @param newest the newest update of a contact, empty when there was none
   * @param oldestNew the oldest update of a result that was new
   */
  record Complete(Optional<Instant> newest, Optional<Instant> oldestNew) implements ReportResult {}

  /**
   * It is read again later.
   *
   * @param why without personal data
   * @param retryAfter CXone's wish
   */
  record Incomplete(String why, @Nullable Duration retryAfter) implements ReportResult {}

  /** Another instance reads from now on. */
  record NotOwned() implements ReportResult {}
}
