package io.switchboard.ivr.session.state;

/**
 * Where a caller is.
 *
 * @param entry the keys of an entry that is not complete
 * @param noInputs silences since arrival
 * @param noMatches wrong entries since arrival
 * @param reason what led here: a selection, or the failure that a later end is put down to
 * @param silent whether that failure was a silence
 * @param turn counts what the caller heard, from 1
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
