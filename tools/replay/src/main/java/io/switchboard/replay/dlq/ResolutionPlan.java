package io.switchboard.replay.dlq;

import io.switchboard.replay.dlq.DeadLetterGroups.Group;
import io.switchboard.replay.dlq.DeadLetterGroups.Tally;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import java.util.List;
import java.util.Map;

/**
 * The effect of a redrive or a park, before it is executed.
 *
 * @param deadLetters the dead letters that it resolves
 * @param incomplete the number of open ones that cannot be redriven, because their record was too
 *     large to be kept whole
 */
public record ResolutionPlan(List<DeadLetterEntry> deadLetters, int incomplete) {
  public ResolutionPlan {
    deadLetters = List.copyOf(deadLetters);
  }

  /** A redrive of those that are open, and of those that are parked if wanted. */
  public static ResolutionPlan redrive(List<DeadLetterEntry> found, boolean alsoParked) {
    var open = found.stream().filter(entry -> isOpen(entry, alsoParked)).toList();
    var complete = open.stream().filter(entry -> entry.deadLetter().isComplete()).toList();
    return new ResolutionPlan(complete, open.size() - complete.size());
  }

  /** A park of those that are open. */
  public static ResolutionPlan park(List<DeadLetterEntry> found) {
    return new ResolutionPlan(
        found.stream().filter(entry -> entry.state() == DeadLetterState.OPEN).toList(), 0);
  }

  /** The dead letters by service, destination and reason. */
  public Map<Group, Tally> groups() {
    return DeadLetterGroups.of(deadLetters);
  }

  /**
   * How many of them may be opt-outs that the registry does not have. Lookups suppress their
   * numbers while they are open, and no longer once they are parked.
   */
  public long possibleOptOuts() {
    return deadLetters.stream().filter(entry -> entry.deadLetter().mayBeOptOut()).count();
  }

  static boolean isOpen(DeadLetterEntry entry, boolean alsoParked) {
    return entry.state() == DeadLetterState.OPEN
        || (alsoParked && entry.state() == DeadLetterState.PARKED);
  }
}
