package io.switchboard.replay.whatif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The differences, counted by kind, with examples. Bounded in size. Thread-safe. */
public final class Differences {
  private static final int MAX_KINDS = 1_000;
  private static final int MAX_EXAMPLES = 20;
  private static final String NOTHING = "nothing";

  /**
   * One kind of difference.
   *
   * @param fact the changed value: severity, outcome, …
   * @param now the current value
   * @param then the other value
   */
  public record DifferenceKind(String fact, String now, String then) {}

  /**
   * The count and examples of a kind.
   *
   * @param examples at most twenty
   */
  public record DifferenceCount(DifferenceKind kind, long count, List<String> examples) {}

  private static final class Tally {
    private long count;
    private final List<String> examples = new ArrayList<>();
  }

  private final Map<DifferenceKind, Tally> tallies = new LinkedHashMap<>();
  private long compared;
  private long changed;
  private long beyondCounting;
  private long unreadable;
  private final List<String> unreadablePlaces = new ArrayList<>();

  synchronized void compared(ComparedDecision now, ComparedDecision then) {
    compared++;
    if (now.facts().equals(then.facts())) {
      return;
    }
    changed++;
    for (var fact : now.facts().entrySet()) {
      var other = then.facts().getOrDefault(fact.getKey(), NOTHING);
      if (!Objects.equals(fact.getValue(), other)) {
        count(new DifferenceKind(fact.getKey(), fact.getValue(), other), now.subject());
      }
    }
  }

  /** Decided now, but not under the other rules. */
  synchronized void vanished(ComparedDecision decision) {
    compared++;
    changed++;
    count(new DifferenceKind(kind(decision), main(decision), NOTHING), decision.subject());
  }

  /** Not decided now, but under the other rules. */
  synchronized void appeared(ComparedDecision decision) {
    compared++;
    changed++;
    count(new DifferenceKind(kind(decision), NOTHING, main(decision)), decision.subject());
  }

  /** A recorded output that is not a decision, by its position. */
  synchronized void unreadable(String place) {
    unreadable++;
    if (unreadablePlaces.size() < MAX_EXAMPLES) {
      unreadablePlaces.add(place);
    }
  }

  private static String kind(ComparedDecision decision) {
    return decision.pairing().substring(0, decision.pairing().indexOf('/'));
  }

  private static String main(ComparedDecision decision) {
    return decision.facts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .reduce((a, b) -> a + ", " + b)
        .orElse("something");
  }

  private void count(DifferenceKind kind, String subject) {
    var tally = tallies.get(kind);
    if (tally == null) {
      if (tallies.size() >= MAX_KINDS) {
        beyondCounting++;
        return;
      }
      tally = new Tally();
      tallies.put(kind, tally);
    }
    tally.count++;
    if (tally.examples.size() < MAX_EXAMPLES && !tally.examples.contains(subject)) {
      tally.examples.add(subject);
    }
  }

  /** The differences, the most frequent first. */
  public synchronized List<DifferenceCount> counts() {
    return tallies.entrySet().stream()
        .map(
            entry ->
                new DifferenceCount(
                    entry.getKey(), entry.getValue().count, List.copyOf(entry.getValue().examples)))
        .sorted(
            Comparator.comparingLong(DifferenceCount::count)
                .reversed()
                .thenComparing(count -> count.kind().toString()))
        .toList();
  }

  /** The number of decisions of either side. */
  public synchronized long compared() {
    return compared;
  }

  /** The number of decisions that would be different, appear or vanish. */
  public synchronized long changed() {
    return changed;
  }

  /** The number of differences of kinds beyond the limit. */
  public synchronized long beyondCounting() {
    return beyondCounting;
  }

  /** The number of recorded outputs that are not decisions. */
  public synchronized long unreadable() {
    return unreadable;
  }

  /** The positions of the first twenty of them: topic, partition and offset. */
  public synchronized List<String> unreadablePlaces() {
    return List.copyOf(unreadablePlaces);
  }
}
