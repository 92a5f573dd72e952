package io.switchboard.cli.dlq;

import io.switchboard.contract.time.Times;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dead letters counted by service, destination and reason. */
final class DeadLetterGroups {
  /** What the dead letters of a group have in common. */
  record Group(String service, String destination, String reason) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::service)
            .thenComparing(Group::destination)
            .thenComparing(Group::reason);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  /** The number of dead letters in each state, and when the first and last were refused. */
  static final class Tally {
    private final Map<DeadLetterState, Long> states = new EnumMap<>(DeadLetterState.class);
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    long of(DeadLetterState state) {
      return states.getOrDefault(state, 0L);
    }

    Instant first() {
      return first;
    }

    Instant last() {
      return last;
    }
  }

  private DeadLetterGroups() {}

  static Map<Group, Tally> of(List<DeadLetterEntry> deadLetters) {
    var groups = new TreeMap<Group, Tally>();
    for (var entry : deadLetters) {
      var deadLetter = entry.deadLetter();
      var tally =
          groups.computeIfAbsent(
              new Group(deadLetter.service(), deadLetter.destination(), deadLetter.reason()),
              _ -> new Tally());
      tally.states.merge(entry.state(), 1L, Long::sum);
      tally.first = deadLetter.at().isBefore(tally.first) ? deadLetter.at() : tally.first;
      tally.last = deadLetter.at().isAfter(tally.last) ? deadLetter.at() : tally.last;
    }
    return groups;
  }

  static List<String> table(Map<Group, Tally> groups) {
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
