package io.switchboard.disposition.severity;

import org.jspecify.annotations.Nullable;

/**
 * Which of a contact's results counts: the newest, each event once. The time that orders results is
 * the earlier of event time and receive time, so that a sender whose clock is ahead does not keep
 * later results from counting.
 */
public final class Revisions {
  private Revisions() {}

  /**
   * Decides what a result does.
   *
   * <p>An older time never overrides a newer one; at equal times the later on the log wins. A
   * different code is a correction and gets the next revision; the same code in a new event is the
   * same revision, confirmed.
   *
   * @param last what is known of the contact, null for nothing
   */
  public static Decision decide(
      @Nullable LastResult last, CallResult result, Classification meaning) {
    var lasts = meaning.isOptOut() || result.isOrderedByReceipt();
    if (last == null) {
      return new Decision.Counts(1, null, LastResult.first(result, lasts));
    }
    if (last.hasSeen(result.eventId())) {
      return new Decision.Repeated();
    }
    if (last.isNewerThan(result)) {
      return meaning.isOptOut()
          ? new Decision.StaleOptOut(last.revision(), last.seenOptOut(result.eventId()))
          : new Decision.Outdated();
    }
    if (result.code().equals(last.code())) {
      return new Decision.Counts(
          last.revision(), null, last.followedBy(result, last.revision(), lasts));
    }
    var revision = last.revision() + 1;
    return new Decision.Counts(revision, last.eventId(), last.followedBy(result, revision, lasts));
  }
}
