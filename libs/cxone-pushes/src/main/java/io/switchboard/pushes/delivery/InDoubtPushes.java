package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.state.Push;
import java.time.Instant;

/** Pushes that a former pusher may have sent, and that must not be sent twice: dead letters. */
public final class InDoubtPushes {
  /** The error class of their dead letters. */
  static final String ERROR_CLASS = "InDoubt";

  private InDoubtPushes() {}

  /** Returns when Kafka has acknowledged the dead letter. */
  public static void giveUp(Push push, AnswerLog log, PushMetrics metrics)
      throws InterruptedException {
    var answer =
        new PushAnswer(
            push.kind(),
            push.key(),
            push.eventId(),
            PushOutcome.DEAD_LETTERED,
            0,
            1,
            push.eventTime(),
            Instant.now(),
            0,
            "a former pusher stopped after it may have sent this; it is not sent twice",
            null);
    log.deadLetter(push, answer, ERROR_CLASS, "cxone " + push.kind().wireName());
    metrics.finished(answer);
  }
}
