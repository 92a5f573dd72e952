package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.phone.Mask;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.records.OutboundRecordIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the final answers to pushes; then their offsets are done. */
final class FinalAnswers {
  private final PushKind kind;
  private final Backlog backlog;
  private final OpenOffsets openOffsets;
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final OutboundRecordIds records;

  FinalAnswers(PushKind kind, Backlog backlog, PushPipeline.PipelineComponents components) {
    this.kind = kind;
    this.backlog = backlog;
    this.openOffsets = components.openOffsets();
    this.log = components.log();
    this.metrics = components.metrics();
    this.records = components.records();
  }

  /** CXone has confirmed them. */
  void confirm(List<PendingPush> batch, int status) throws InterruptedException {
    var pushes = batch.stream().map(PendingPush::push).toList();
    var answers =
        batch.stream()
            .map(pending -> answer(pending, PushOutcome.CONFIRMED, status, null))
            .toList();
    log.answered(pushes, answers);
    for (var i = 0; i < answers.size(); i++) {
      metrics.finished(answers.get(i));
      openOffsets.done(pushes.get(i));
      backlog.finished(batch.get(i));
    }
  }

  /** It becomes a dead letter. */
  void giveUp(PendingPush pending, int status, String errorClass, String detail)
      throws InterruptedException {
    var answer = answer(pending, PushOutcome.DEAD_LETTERED, status, detail);
    log.deadLetter(pending.push(), answer, errorClass, "cxone " + kind.wireName());
    metrics.finished(answer);
    openOffsets.done(pending.push());
    backlog.finished(pending);
  }

  private PushAnswer answer(
      PendingPush pending, PushOutcome outcome, int status, @Nullable String detail) {
    var latency = Duration.ofNanos(System.nanoTime() - pending.firstAttemptAt());
    return new PushAnswer(
        kind,
        pending.push().key(),
        pending.push().eventId(),
        outcome,
        status,
        pending.attempts(),
        pending.push().eventTime(),
        Instant.now(),
        latency.toMillis(),
        detail == null ? null : Mask.text(detail),
        kind == PushKind.OUTBOUND ? records.id(pending.push().key()) : null);
  }
}
