package io.switchboard.cli.dnc.imports;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.dnc.registry.DncDecider;
import io.switchboard.dnc.registry.NumberState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The effect of an import, by the decisions on its events.
 *
 * @param blocked applied opt-outs
 * @param callable applied opt-ins
 * @param withoutEffect stale and repeated events
 */
record ImportEffect(
    long blocked, long callable, long withoutEffect, long quarantined, long unresolved) {

  /** The effect that these decisions have. */
  static ImportEffect of(Collection<DncDecision> decisions) {
    long blocked = 0;
    long callable = 0;
    long withoutEffect = 0;
    long quarantined = 0;
    long unresolved = 0;
    for (var decision : decisions) {
      switch (decision.kind()) {
        case APPLIED, CLAMPED -> {
          if (decision.doNotCall()) {
            blocked++;
          } else {
            callable++;
          }
        }
        case STALE, DUPLICATE -> withoutEffect++;
        case QUARANTINED -> quarantined++;
        case UNRESOLVED -> unresolved++;
      }
    }
    return new ImportEffect(blocked, callable, withoutEffect, quarantined, unresolved);
  }

  /**
   * The effect that events will have, by the rules of dnc-streams.
   *
   * @param known the states of their numbers; a number without one has no state
   */
  static ImportEffect expected(List<DncEvent> events, Map<String, NumberState> known) {
    var states = new HashMap<>(known);
    var decisions = new ArrayList<DncDecision>();
    for (var event : events) {
      var result = DncDecider.decide(states.getOrDefault(event.key(), NumberState.NONE), event);
      states.put(event.key(), result.state());
      decisions.add(result.decision());
    }
    return of(decisions);
  }

  /** In the words of the decisions. */
  String text() {
    return "%,d do not call, %,d may be called, %,d without effect, %,d quarantined, %,d unresolved"
        .formatted(blocked, callable, withoutEffect, quarantined, unresolved);
  }
}
