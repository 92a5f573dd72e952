package io.switchboard.replay.whatif;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Matches the decisions of both sides, in any order, and keeps only those that wait for their
 * counterpart.
 */
final class DecisionMatcher {
  private final Differences differences;
  private final Map<String, Deque<ComparedDecision>> now = new HashMap<>();
  private final Map<String, Deque<ComparedDecision>> then = new HashMap<>();

  DecisionMatcher(Differences differences) {
    this.differences = differences;
  }

  void now(ComparedDecision decision) {
    match(decision, now, then, true);
  }

  /** A decision of this side; it counts only if the other side had the same input. */
  void nowIfAwaited(ComparedDecision decision) {
    if (then.containsKey(decision.pairing())) {
      now(decision);
    }
  }

  void then(ComparedDecision decision) {
    match(decision, then, now, false);
  }

  private void match(
      ComparedDecision decision,
      Map<String, Deque<ComparedDecision>> ours,
      Map<String, Deque<ComparedDecision>> theirs,
      boolean isNow) {
    var waiting = theirs.get(decision.pairing());
    if (waiting == null) {
      ours.computeIfAbsent(decision.pairing(), _ -> new ArrayDeque<>(1)).add(decision);
      return;
    }
    var other = waiting.remove();
    if (waiting.isEmpty()) {
      theirs.remove(decision.pairing());
    }
    differences.compared(isNow ? decision : other, isNow ? other : decision);
  }

  /** A record that is not a decision. */
  void unreadable(String place) {
    differences.unreadable(place);
  }

  /** Matches the rest with the rest of another partition. */
  void addTo(DecisionMatcher all) {
    now.values().forEach(waiting -> waiting.forEach(all::now));
    then.values().forEach(waiting -> waiting.forEach(all::then));
  }

  /** The remaining decisions have no counterpart. */
  void close() {
    now.values().forEach(waiting -> waiting.forEach(differences::vanished));
    then.values().forEach(waiting -> waiting.forEach(differences::appeared));
  }
}
