package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.pushes.state.Push;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * States that were written again, by a redrive or a replay: only the newest of a key is sent. They
 * are checked at the last moment, for something newer may have come since they were written.
 */
final class RepeatedStates {
  private final Kind kind;
  private final Backlog backlog;
  private final CurrentStates states;
  private final Ledger ledger;
  private final PushMetrics metrics;
  private final Duration interval;

  RepeatedStates(Kind kind, Backlog backlog, PushPipeline.Term term) {
    this.kind = kind;
    this.backlog = backlog;
    this.states = term.states();
    this.ledger = term.ledger();
    this.metrics = term.metrics();
    this.interval = term.rules().repeatCheckInterval();
  }

  /**
   * Ends those that are not the newest of their key any more, and postpones those of which that
   * cannot be said yet; returns the others.
   */
  List<Slot> leaveOut(List<Slot> slots) {
    var repeated = slots.stream().map(Slot::push).filter(Push::repeated).toList();
    if (repeated.isEmpty()) {
      return slots;
    }
    var findings = states.check(kind, repeated);
    var newest = new ArrayList<Slot>();
    for (var slot : slots) {
      if (findings.overtaken().contains(slot.push())) {
        metrics.skipped(kind, "overtaken");
        ledger.done(slot.push());
        backlog.finished(slot);
      } else if (findings.unknown().contains(slot.push())) {
        backlog.later(slot, interval, true).ifPresent(ledger::done);
      } else {
        newest.add(slot);
      }
    }
    return List.copyOf(newest);
  }
}
