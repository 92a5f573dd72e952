package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.pushes.records.CurrentStates;
import io.switchboard.pushes.state.Push;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * States that were written again, by a redrive or a replay: only the newest state of a key is sent.
 * They are checked immediately before the request, because a newer state may have arrived since.
 */
final class RepeatedStates {
  private final PushKind kind;
  private final Backlog backlog;
  private final CurrentStates states;
  private final OpenOffsets openOffsets;
  private final PushMetrics metrics;
  private final Duration interval;

  RepeatedStates(PushKind kind, Backlog backlog, PushPipeline.PipelineComponents components) {
    this.kind = kind;
    this.backlog = backlog;
    this.states = components.states();
    this.openOffsets = components.openOffsets();
    this.metrics = components.metrics();
    this.interval = components.rules().repeatCheckInterval();
  }

  /**
   * Ends those that are not the newest of their key, and postpones those that cannot be decided
   * yet; returns the others.
   */
  List<PendingPush> newestOnly(List<PendingPush> batch) {
    var repeated = batch.stream().map(PendingPush::push).filter(Push::repeated).toList();
    if (repeated.isEmpty()) {
      return batch;
    }
    var result = states.check(kind, repeated);
    var newest = new ArrayList<PendingPush>();
    for (var pending : batch) {
      if (result.overtaken().contains(pending.push())) {
        metrics.skipped(kind, "overtaken");
        openOffsets.done(pending.push());
        backlog.finished(pending);
      } else if (result.unknown().contains(pending.push())) {
        backlog.reschedule(pending, interval, true).ifPresent(openOffsets::done);
      } else {
        newest.add(pending);
      }
    }
    return List.copyOf(newest);
  }
}
