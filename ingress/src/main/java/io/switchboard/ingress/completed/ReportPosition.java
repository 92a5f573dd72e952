package io.switchboard.ingress.completed;

import io.switchboard.contract.time.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the report of completed contacts has been read.
 *
 * @param updatedAt the newest update of a contact whose report is complete
 */
record ReportPosition(Instant updatedAt) {
  /**
   * A report begins so much before the position: CXone shows a contact some time after its update.
   */
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Results are remembered for longer than they are reported, so that a push is not answered. */
  static final Duration MEMORY = Duration.ofHours(1);

  /** The {@code updatedSince} of the next report. */
  Instant since() {
    return updatedAt.minus(OVERLAP);
  }

  /** From when on the results on the log have to be known. */
  Instant memorySince() {
    return updatedAt.minus(MEMORY);
  }

  /**
   * The position after a complete report.
   *
   * @param newest the newest update in it, empty when it was empty
   * @param now a clock at CXone that is ahead does not move the position into the future
   */
  ReportPosition after(Optional<Instant> newest, Instant now) {
    return newest
        .map(at -> new ReportPosition(Times.later(updatedAt, Times.earlier(at, now))))
        .orElse(this);
  }

  /**
   * The time whose results are not read, when this position begins behind an earlier one.
   *
   * @param lastRead the newest update that was read before
   */
  Duration gapSince(Instant lastRead) {
    return lastRead.isBefore(since()) ? Duration.between(lastRead, since()) : Duration.ZERO;
  }

  /**
   * Whether a report has to be read again before the position moves: it brought a new result that a
   * report from the next position would not show again. Contacts that change while pages are read
   * move to other pages, and a page then begins behind a contact that was not read.
   *
   * @param oldestNew the oldest update of a new result
   */
  boolean mustReadAgain(Optional<Instant> oldestNew, ReportPosition next) {
    return oldestNew.filter(at -> at.isBefore(next.since())).isPresent();
  }

  /** As it is committed. */
  String text() {
    return Times.format(updatedAt);
  }

  /** Reads a committed position; empty when there is none. */
  static Optional<ReportPosition> of(String text) {
    return Times.parse(text).map(ReportPosition::new);
  }
}
