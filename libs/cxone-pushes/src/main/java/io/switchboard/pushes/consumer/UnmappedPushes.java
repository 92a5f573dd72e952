package io.switchboard.pushes.consumer;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.pushes.delivery.PushMetrics;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.state.Push;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Pushes that CXone is not asked for, because the tenant has no id for their state. They are
 * answered as not pushed: without an answer their contacts would wait for one for ever. Not
 * thread-safe.
 */
final class UnmappedPushes {
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final List<Push> added = new ArrayList<>();

  UnmappedPushes(AnswerLog log, PushMetrics metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  /**
   * Adds one, to be answered with the next.
   *
   * @param why a label of the metric of skipped states
   */
  void add(Push push, String why) {
    metrics.skipped(push.kind(), why);
    added.add(push);
  }

  /** Answers those that were added; returns when Kafka has acknowledged it. */
  void answer() throws InterruptedException {
    if (!added.isEmpty()) {
      log.answered(added, added.stream().map(UnmappedPushes::answer).toList());
      added.clear();
    }
  }

  private static PushAnswer answer(Push push) {
    return new PushAnswer(
        push.kind(),
        push.key(),
        push.eventId(),
        PushOutcome.NOT_PUSHED,
        0,
        0,
        push.eventTime(),
        Instant.now(),
        0,
        null,
        null);
  }
}
