package io.switchboard.replay.whatif;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings together what both sides say about the same, in whatever order it comes, and keeps only
 * what still waits for its other half.
 */
final class Pairing {
  private final Differences differences;
  private final Map<String, Deque<Said>> now = new HashMap<>();
  private final Map<String, Deque<Said>> then = new HashMap<>();

  Pairing(Differences differences) {
    this.differences = differences;
  }

  void now(Said said) {
    meet(said, now, then, true);
  }

  /** Said now, perhaps of something that the other side was never asked: counts if it was. */
  void nowIfAwaited(Said said) {
    if (then.containsKey(said.pairing())) {
      now(said);
    }
  }

  void then(Said said) {
    meet(said, then, now, false);
  }

  private void meet(
      Said said, Map<String, Deque<Said>> ours, Map<String, Deque<Said>> theirs, boolean isNow) {
    var waiting = theirs.get(said.pairing());
    if (waiting == null) {
      ours.computeIfAbsent(said.pairing(), _ -> new ArrayDeque<>(1)).add(said);
      return;
    }
    var other = waiting.remove();
    if (waiting.isEmpty()) {
      theirs.remove(said.pairing());
    }
    differences.compared(isNow ? said : other, isNow ? other : said);
  }

  /** What is left, brought together with what is left elsewhere. */
  void addTo(Pairing all) {
    now.values().forEach(waiting -> waiting.forEach(all::now));
    then.values().forEach(waiting -> waiting.forEach(all::then));
  }

  /** Whatever still waits has no other half. */
  void close() {
    now.values().forEach(waiting -> waiting.forEach(differences::vanished));
    then.values().forEach(waiting -> waiting.forEach(differences::appeared));
  }
}
