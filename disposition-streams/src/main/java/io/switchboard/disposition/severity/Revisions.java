package io.switchboard.disposition.severity;

import org.jspecify.annotations.Nullable;

/**
 * Which of a contact's results is current: the newest; each event is applied once. The time that
 * orders results is the earlier of event time and receive time, so that a sender whose clock is
 * ahead does not keep later results from counting.
 */
public final class Revisions {
  private Revisions() {}

  /**
   * Decides how a result changes the contact's state.
   *
   * <p>An older time never overrides a newer one; at equal times the later on the log wins. A
   * different code is a correction and gets the next revision; the same code in a new event
   * confirms the revision.
   *
   * @param last the contact's state, null for a contact without a result
   */
  public static RevisionDecision decide(
      @Nullable LastResult last, CallResult result, Classification classification) {
    var isLasting = classification.isOptOut() || result.isOrderedByReceipt();
    if (last == null) {
      return new RevisionDecision.Counts(1, null, LastResult.first(result, isLasting));
    }
    if (last.hasSeen(result.eventId())) {
      return new RevisionDecision.Repeated();
    }
    if (last.isNewerThan(result)) {
      return classification.isOptOut()
          ? new RevisionDecision.StaleOptOut(last.revision(), last.seenOptOut(result.eventId()))
          : new RevisionDecision.Outdated();
    }
    if (result.code().equals(last.code())) {
      return new RevisionDecision.Counts(
          last.revision(), null, last.followedBy(result, last.revision(), isLasting));
    }
    var revision = last.revision() + 1;
    return new RevisionDecision.Counts(
        revision, last.eventId(), last.followedBy(result, revision, isLasting));
  }
}
