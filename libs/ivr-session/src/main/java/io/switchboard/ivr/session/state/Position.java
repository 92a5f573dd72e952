package io.switchboard.ivr.session.state;

/**
 * The position of a caller.
 *
 * @param entry the keys of an incomplete entry
 * @param noInputs silences since arrival
 * @param noMatches wrong entries since arrival
 * @param reason what led here: a selection, or the failure that is reported if the call ends here
 * @param silent whether that failure was a silence
 * @param turn number of what the caller heard, from 1
 */
public record Position(
    String node,
    String entry,
    int noInputs,
    int noMatches,
    EndReason reason,
    boolean silent,
    int turn) {

  /** Failed attempts since arrival. */
  public int attempts() {
    return noInputs + noMatches;
  }
}
