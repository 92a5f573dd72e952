package io.switchboard.console.dlq;

import io.switchboard.replay.dlq.DeadLetterGroups.Group;
import io.switchboard.replay.dlq.DeadLetterGroups.Tally;
import io.switchboard.replay.dlq.ResolutionPlan;
import java.util.Map;

/**
 * The figures of a plan, without its dead letters: the page is kept for the time of an outage.
 *
 * @param count of the dead letters that it resolves
 * @param incomplete as {@link ResolutionPlan#incomplete}
 * @param possibleOptOuts as {@link ResolutionPlan#possibleOptOuts}
 * @param parked the number of parked ones in the selection
 */
public record PlannedResolution(
    int count, Map<Group, Tally> groups, int incomplete, long possibleOptOuts, long parked) {
  static PlannedResolution of(ResolutionPlan plan, long parked) {
    return new PlannedResolution(
        plan.deadLetters().size(),
        plan.groups(),
        plan.incomplete(),
        plan.possibleOptOuts(),
        parked);
  }
}
