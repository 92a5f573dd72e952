package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.phone.Mask;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.http.Backoff;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneAnswer.PerItem;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.pushes.delivery.PushBreaker.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends one batch of one kind and acts on the answer: retries, bisection, conflicts, dead letters
 * and pauses.
 */
final class Delivery {
  private static final Backoff RETRIES =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  private final PushKind kind;
  private final PushBreaker breaker;
  private final Backlog backlog;
  private final Cxone cxone;
  private final Lease lease;
  private final OpenOffsets openOffsets;
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final OutboundRecordIds records;
  private final RepeatedStates repeats;
  private final Duration requestTimeout;

  Delivery(
      PushKind kind, PushBreaker breaker, Backlog backlog, PushPipeline.PipelineComponents term) {
    this.kind = kind;
    this.breaker = breaker;
    this.backlog = backlog;
    this.cxone = term.cxone();
    this.lease = term.lease();
    this.openOffsets = term.openOffsets();
    this.log = term.log();
    this.metrics = term.metrics();
    this.records = term.records();
    this.repeats = new RepeatedStates(kind, backlog, term);
    this.requestTimeout = term.rules().requestTimeout();
  }

  /** Sends them until each has a final answer or waits for its next attempt. */
  void deliver(List<PendingPush> batch) throws InterruptedException {
    var probe = breaker.enter();
    if (!lease.await()) {
      return; // another instance is the active pusher now and reads the same records
    }
    backlog.refresh(batch).forEach(openOffsets::done);
    var current = repeats.newestOnly(batch);
    if (current.isEmpty()) {
      breaker.withoutResult(probe);
    } else {
      handle(current, ask(call(current), current, probe));
    }
  }

  private CxoneAnswer ask(CxoneCall call, List<PendingPush> batch, boolean probe)
      throws InterruptedException {
    var now = System.nanoTime();
    batch.forEach(pending -> pending.attempted(now));
    CxoneAnswer answer;
    try {
      answer = cxone.send(call, batch.getFirst().push().traceparent());
    } catch (RuntimeException e) {
      breaker.withoutResult(probe);
      throw e;
    }
    metrics.attempted(kind, answer);
    report(answer, batch, probe);
    return answer;
  }

  private void report(CxoneAnswer answer, List<PendingPush> batch, boolean probe) {
    switch (answer) {
      case Confirmed _, Refused _, Conflict _ -> served();
      case PerItem(var status, var verdicts) -> {
        if (verdicts.contains(new ItemVerdict.Done())) {
          served();
          var _ = Failing.of(undone(batch, verdicts));
        } else {
          breaker.failed(
              probe, Failing.of(batch), "no element of a request succeeds (" + status + ")");
        }
      }
      case Forbidden(var status, var detail) ->
          breaker.forbidden(
              probe, Failing.of(batch), "CXone answers " + status + ": " + Mask.text(detail));
      case TryAgain(var status, var failure, _, var detail) -> {
        if (isOfTheKey(failure)) {
          breaker.failed(
              probe, Failing.of(batch), failure + " (" + status + "): " + Mask.text(detail));
        } else {
          breaker.withoutResult(probe);
        }
      }
    }
  }

  private void served() {
    if (breaker.served()) {
      backlog.retryNow();
    }
  }

  private static List<PendingPush> undone(List<PendingPush> batch, List<ItemVerdict> verdicts) {
    return IntStream.range(0, batch.size())
        .filter(i -> !(verdicts.get(i) instanceof ItemVerdict.Done))
        .mapToObj(batch::get)
        .toList();
  }

  /** Whether it counts as a failure of the key or of the kind. */
  private static boolean isOfTheKey(Failure failure) {
    return failure != Failure.THROTTLED && failure != Failure.WITHHELD;
  }

  private void handle(List<PendingPush> batch, CxoneAnswer answer) throws InterruptedException {
    switch (answer) {
      case Confirmed(var status) -> confirm(batch, status);
      case PerItem(var status, var verdicts) -> handleEach(batch, status, verdicts);
      case TryAgain again -> tryAgain(batch, again);
      case Forbidden(var status, var detail) -> {
        if (batch.size() > 1 && breaker.isClosed()) {
          halve(batch); // the cause may be one key of the batch
        } else {
          retryOrGiveUp(batch, null, status, "Forbidden", detail);
        }
      }
      case Refused(var status, var detail) -> {
        if (batch.size() > 1) {
          halve(batch);
        } else if (records.forget(batch.getFirst().push().key())) {
          deliver(batch); // the missing resource may be the record, not the number
        } else {
          giveUp(batch.getFirst(), status, "Http" + status, detail);
        }
      }
      case Conflict conflict -> {
        if (batch.size() > 1) {
          halve(batch);
        } else {
          resolve(batch.getFirst(), conflict);
        }
      }
    }
  }

  /** Confirms those that CXone has done; each of the others is sent again by itself. */
  private void handleEach(List<PendingPush> batch, int status, List<ItemVerdict> verdicts)
      throws InterruptedException {
    var done = new ArrayList<>(batch);
    done.removeAll(undone(batch, verdicts));
    confirm(done, status);
    for (var i = 0; i < batch.size(); i++) {
      var pending = batch.get(i);
      switch (verdicts.get(i)) {
        case ItemVerdict.Done _ -> {
          // confirmed above
        }
        case ItemVerdict.NotDone(var detail) -> {
          pending.sendAlone();
          retryOrGiveUp(List.of(pending), null, status, "RecordFailed", detail);
        }
        case ItemVerdict.Unreadable(var detail) -> {
          pending.sendAlone();
          retryOrGiveUp(List.of(pending), null, status, "RecordUnreadable", detail);
        }
      }
    }
  }

  private void confirm(List<PendingPush> batch, int status) throws InterruptedException {
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

  private void tryAgain(List<PendingPush> batch, TryAgain again) throws InterruptedException {
    if (isOfTheKey(again.failure())) {
      retryOrGiveUp(
          batch, minimumWait(again), again.status(), again.failure().name(), again.detail());
    } else {
      waitFor(batch, again.retryAfter());
    }
  }

  /**
   * The wait that CXone asks for. A request that timed out may still take effect: wait until it
   * must have ended, because it could overwrite a newer state.
   */
  private @Nullable Duration minimumWait(TryAgain again) {
    var wait = again.retryAfter();
    return again.inDoubt() && (wait == null || wait.compareTo(requestTimeout) < 0)
        ? requestTimeout
        : wait;
  }

  private void retryOrGiveUp(
      List<PendingPush> batch,
      @Nullable Duration wait,
      int status,
      String errorClass,
      String detail)
      throws InterruptedException {
    var only = batch.getFirst();
    if (batch.size() == 1 && breaker.isExhausted(only.failingSince(), System.nanoTime())) {
      giveUp(only, status, errorClass, detail);
    } else {
      waitFor(batch, wait);
    }
  }

  /**
   * At least the time that CXone asked for, plus a random part, so that not all retry at the same
   * time.
   */
  private void waitFor(List<PendingPush> batch, @Nullable Duration minimum) {
    for (var pending : batch) {
      var own =
          RETRIES.after(
              Math.max(pending.attempts(), pending.failures()), ThreadLocalRandom.current());
      if (minimum == null) {
        // the wait is fixed: a failure of one key does not end when CXone serves the others
        reschedule(
            pending, own, pending.failures() > 0 && breaker.isOfKeyAlone(pending.failingSince()));
      } else {
        var jitter = Duration.ofMillis(Math.min(1_000, own.toMillis()));
        reschedule(pending, minimum.plus(jitter), true);
      }
    }
  }

  private void reschedule(PendingPush pending, Duration wait, boolean fixedWait) {
    backlog.reschedule(pending, wait, fixedWait).ifPresent(openOffsets::done);
  }

  /** Retries those that have no final answer, after that time. */
  void postpone(List<PendingPush> batch, Duration wait) {
    batch.stream()
        .filter(PendingPush::inFlight)
        .forEach(pending -> reschedule(pending, wait, true));
  }

  /** CXone refuses a state of this batch: sends each half separately. */
  private void halve(List<PendingPush> batch) throws InterruptedException {
    deliver(batch.subList(0, batch.size() / 2));
    deliver(batch.subList(batch.size() / 2, batch.size()));
  }

  /** CXone knows the number: sends it again with the id of its record. */
  private void resolve(PendingPush pending, Conflict conflict) throws InterruptedException {
    if (!(pending.push().call() instanceof CxoneCall.WriteOutbound(var contacts))
        || conflict.existingRecordId() == null) {
      giveUp(pending, conflict.status(), "Conflict", conflict.detail());
      return;
    }
    var recordId = Objects.requireNonNull(conflict.existingRecordId());
    records.remember(pending.push().key(), recordId);
    var upsert = new CxoneCall.WriteOutbound(List.of(contacts.getFirst().upsert(recordId)));
    switch (ask(upsert, List.of(pending), breaker.enter())) {
      case Conflict(var status, _, var detail) -> giveUp(pending, status, "Conflict", detail);
      case Confirmed confirmed -> handle(List.of(pending), confirmed);
      case PerItem each -> handle(List.of(pending), each);
      case Refused(var status, var detail) -> {
        // a new attempt would run into the same conflict without end
        var _ = records.forget(pending.push().key());
        giveUp(pending, status, "Http" + status, detail);
      }
      case Forbidden forbidden -> handle(List.of(pending), forbidden);
      case TryAgain again -> handle(List.of(pending), again);
    }
  }

  private void giveUp(PendingPush pending, int status, String errorClass, String detail)
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

  private CxoneCall call(List<PendingPush> batch) {
    if (kind != PushKind.OUTBOUND) {
      return batch.getFirst().push().call();
    }
    records.lookUp(batch.stream().map(pending -> pending.push().key()).toList());
    var contacts =
        batch.stream()
            .map(pending -> (CxoneCall.WriteOutbound) pending.push().call())
            .flatMap(write -> write.contacts().stream())
            .toList();
    return new CxoneCall.WriteOutbound(records.withRecordIds(contacts));
  }
}
