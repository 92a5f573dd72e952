package io.switchboard.cli.dlq;

import io.switchboard.cli.output.ResultTable;
import io.switchboard.replay.dlq.DeadLetterGroups.Group;
import io.switchboard.replay.dlq.DeadLetterGroups.Tally;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import java.util.Map;

/** Groups of dead letters as a table. */
final class DeadLetterTable {
  private DeadLetterTable() {}

  static ResultTable of(Map<Group, Tally> groups) {
    var table =
        new ResultTable(
            "service", "destination", "reason", "open", "redriven", "parked", "first", "last");
    groups.forEach(
        (group, tally) ->
            table.add(
                group.service(),
                group.destination(),
                group.reason(),
                tally.of(DeadLetterState.OPEN),
                tally.of(DeadLetterState.REDRIVEN),
                tally.of(DeadLetterState.PARKED),
                tally.first(),
                tally.last()));
    return table;
  }
}
