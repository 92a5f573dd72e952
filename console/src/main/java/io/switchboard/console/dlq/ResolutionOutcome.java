package io.switchboard.console.dlq;

/**
 * What a redrive or a park has done.
 *
 * @param done redriven or parked
 * @param superseded left alone, since a newer record of the same key follows
 * @param incomplete left alone, since their record was too large to be kept whole
 * @param canary whether only the first were redriven, to see what becomes of them
 * @param refusedAgain of the canaries
 * @param stillOpen of those that were selected
 */
public record ResolutionOutcome(
    boolean redrive,
    int done,
    int superseded,
    int incomplete,
    boolean canary,
    int refusedAgain,
    int stillOpen) {

  /** In words, for {@code console.audit}. */
  String words() {
    return done
        + (redrive ? " redriven" : " parked")
        + (superseded == 0 ? "" : ", " + superseded + " left alone: superseded")
        + (incomplete == 0 ? "" : ", " + incomplete + " left alone: incomplete")
        + (canary ? ", " + refusedAgain + " refused again" : "");
  }
}
