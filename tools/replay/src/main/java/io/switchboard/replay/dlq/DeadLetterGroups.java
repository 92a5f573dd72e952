package io.switchboard.replay.dlq;

import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dead letters counted by service, destination and reason. */
public final class DeadLetterGroups {
  /** What the dead letters of a group have in common. */
  public record Group(String service, String destination, String reason)
      implements Comparable<Group> {
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
  public static final class Tally {
    private final long[] states = new long[DeadLetterState.values().length];
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    private void add(DeadLetterEntry entry) {
      var at = entry.deadLetter().at();
      states[entry.state().ordinal()]++;
      first = at.isBefore(first) ? at : first;
      last = at.isAfter(last) ? at : last;
    }

    /** The number of those in a state. */
    public long of(DeadLetterState state) {
      return states[state.ordinal()];
    }

    /** The number of all. */
    public long total() {
      return Arrays.stream(states).sum();
    }

    /** When the oldest was refused. */
    public Instant first() {
      return first;
    }

    /** When the newest was refused. */
    public Instant last() {
      return last;
    }
  }

  private DeadLetterGroups() {}

  /** Counts them; the groups are sorted. */
  public static Map<Group, Tally> of(List<DeadLetterEntry> deadLetters) {
    var groups = new HashMap<Group, Tally>();
    for (var entry : deadLetters) {
      var deadLetter = entry.deadLetter();
      groups
          .computeIfAbsent(
              new Group(deadLetter.service(), deadLetter.destination(), deadLetter.reason()),
              _ -> new Tally())
          .add(entry);
    }
    return new TreeMap<>(groups);
  }
}
