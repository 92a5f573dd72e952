package io.switchboard.cli.dlq;

import io.switchboard.contract.time.Times;
import io.switchboard.replay.dlq.DeadLetterGroups.Group;
import io.switchboard.replay.dlq.DeadLetterGroups.Tally;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Groups of dead letters as a table of text. */
final class DeadLetterTable {
  private DeadLetterTable() {}

  static List<String> lines(Map<Group, Tally> groups) {
    var service = width("SERVICE", groups.keySet().stream().map(Group::service).toList());
    var destination =
        width("DESTINATION", groups.keySet().stream().map(Group::destination).toList());
    var reason = width("REASON", groups.keySet().stream().map(Group::reason).toList());
    var format =
        "%-" + service + "s  %-" + destination + "s  %-" + reason + "s  %6s  %8s  %6s  %-24s  %s";
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            format,
            "SERVICE",
            "DESTINATION",
            "REASON",
            "OPEN",
            "REDRIVEN",
            "PARKED",
            "FIRST",
            "LAST"));
    groups.forEach(
        (group, tally) ->
            lines.add(
                String.format(
                    format,
                    group.service(),
                    group.destination(),
                    group.reason(),
                    tally.of(DeadLetterState.OPEN),
                    tally.of(DeadLetterState.REDRIVEN),
                    tally.of(DeadLetterState.PARKED),
                    Times.format(tally.first()),
                    Times.format(tally.last()))));
    return lines;
  }

  private static int width(String head, List<String> texts) {
    return Math.max(head.length(), texts.stream().mapToInt(String::length).max().orElse(0));
  }
}
