package io.switchboard.replay.whatif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What would be different, counted by what changes into what, with some examples of each. Bounded,
 * however much changes. Safe for several threads.
 */
public final class Differences {
  private static final int MOST_KINDS = 1_000;
  private static final int MOST_EXAMPLES = 20;
  private static final String NOTHING = "nothing";

  /**
   * One kind of change.
   *
   * @param fact what changes: severity, outcome, …
   * @param now what it is
   * @param then what it would be
   */
  public record Kind(String fact, String now, String then) {}

  /**
   * How often, and some of those whom it concerns.
   *
   * @param examples at most twenty
   */
  public record Count(Kind kind, long count, List<String> examples) {}

  private static final class Tally {
    private long count;
    private final List<String> examples = new ArrayList<>();
  }

  private final Map<Kind, Tally> tallies = new LinkedHashMap<>();
  private long compared;
  private long changed;
  private long beyondCounting;

  synchronized void compared(Said now, Said then) {
    compared++;
    if (now.facts().equals(then.facts())) {
      return;
    }
    changed++;
    for (var fact : now.facts().entrySet()) {
      var other = then.facts().getOrDefault(fact.getKey(), NOTHING);
      if (!Objects.equals(fact.getValue(), other)) {
        count(new Kind(fact.getKey(), fact.getValue(), other), now.subject());
      }
    }
  }

  /** Said now, and not under the other rules. */
  synchronized void vanished(Said said) {
    compared++;
    changed++;
    count(new Kind(kind(said), main(said), NOTHING), said.subject());
  }

  /** Not said now, but under the other rules. */
  synchronized void appeared(Said said) {
    compared++;
    changed++;
    count(new Kind(kind(said), NOTHING, main(said)), said.subject());
  }

  private static String kind(Said said) {
    return said.pairing().substring(0, said.pairing().indexOf('/'));
  }

  private static String main(Said said) {
    return said.facts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .reduce((a, b) -> a + ", " + b)
        .orElse("something");
  }

  private void count(Kind kind, String subject) {
    var tally = tallies.get(kind);
    if (tally == null) {
      if (tallies.size() >= MOST_KINDS) {
        beyondCounting++;
        return;
      }
      tally = new Tally();
      tallies.put(kind, tally);
    }
    tally.count++;
    if (tally.examples.size() < MOST_EXAMPLES && !tally.examples.contains(subject)) {
      tally.examples.add(subject);
    }
  }

  /** The changes, the most frequent first. */
  public synchronized List<Count> counts() {
    return tallies.entrySet().stream()
        .map(
            entry ->
                new Count(
                    entry.getKey(), entry.getValue().count, List.copyOf(entry.getValue().examples)))
        .sorted(
            Comparator.comparingLong(Count::count)
                .reversed()
                .thenComparing(count -> count.kind().toString()))
        .toList();
  }

  /** Decisions of either side. */
  public synchronized long compared() {
    return compared;
  }

  /** Decisions that would be different, appear or vanish. */
  public synchronized long changed() {
    return changed;
  }

  /** Changes of a kind that found no room any more in the count by kind. */
  public synchronized long beyondCounting() {
    return beyondCounting;
  }
}
