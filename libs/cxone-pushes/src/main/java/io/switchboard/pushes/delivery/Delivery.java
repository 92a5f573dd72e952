package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.phone.Mask;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.InDoubt;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneAnswer.PerItem;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.pushes.delivery.PushBreaker.Failing;
import io.switchboard.pushes.records.OutboundRecordIds;
import io.switchboard.pushes.records.SendAttempts;
import io.switchboard.pushes.state.PushSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends one batch of one kind and acts on the answer: retries, bisection, conflicts, dead letters
 * and pauses.
 */
final class Delivery {
  /** A wait that is not reported as a pause: requests go on within seconds. */
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final PushKind kind;
  private final PushBreaker breaker;
  private final Backlog backlog;
  private final Cxone cxone;
  private final Lease lease;
  private final OpenOffsets openOffsets;
  private final FinalAnswers answers;
  private final SendAttempts attempts;
  private final PushMetrics metrics;
  private final OutboundRecordIds records;
  private final RepeatedStates repeats;
  private final RetrySchedule retries;
  private final boolean optOutsApart;
  private final boolean onlyIfNotSent;

  Delivery(
      PushSource<?> source,
      PushBreaker breaker,
      Backlog backlog,
      PushPipeline.PipelineComponents components) {
    this.kind = source.kind();
    this.onlyIfNotSent = source.onlyIfNotSent();
    this.breaker = breaker;
    this.backlog = backlog;
    this.cxone = components.cxone();
    this.lease = components.lease();
    this.openOffsets = components.openOffsets();
    this.answers = new FinalAnswers(kind, backlog, components);
    this.attempts = components.attempts();
    this.metrics = components.metrics();
    this.records = components.records();
    this.repeats = new RepeatedStates(kind, backlog, components);
    this.optOutsApart = components.rules().optOutsApart() && kind == PushKind.OUTBOUND;
    this.retries =
        new RetrySchedule(backlog, breaker, openOffsets, components.rules().requestTimeout());
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
      return;
    }
    var requests = optOutsApart ? Batches.optOutsFirst(current) : List.of(current);
    var first = requests.getFirst();
    handle(first, ask(call(first), first, probe));
    for (var other : requests.subList(1, requests.size())) {
      deliver(other);
    }
  }

  private CxoneAnswer ask(CxoneCall call, List<PendingPush> batch, boolean probe)
      throws InterruptedException {
    if (onlyIfNotSent) {
      for (var pending : batch) {
        attempts.begin(pending.push());
      }
    }
    var now = System.nanoTime();
    batch.forEach(pending -> pending.attempted(now));
    CxoneAnswer answer;
    try {
      answer = cxone.send(call, traceparent(batch));
    } catch (RuntimeException e) {
      breaker.withoutResult(probe);
      throw e;
    }
    metrics.attempted(kind, answer);
    report(answer, batch, probe);
    return answer;
  }

  /** A foreign writer's header may be any text, and HTTP refuses some. */
  private static @Nullable String traceparent(List<PendingPush> batch) {
    var traceparent = batch.getFirst().push().traceparent();
    return EventHeaders.isTraceparent(traceparent) ? traceparent : null;
  }

  private void report(CxoneAnswer answer, List<PendingPush> batch, boolean probe) {
    switch (answer) {
      case Confirmed _, Refused _, Conflict _ -> served();
      case PerItem(var status, var verdicts) -> {
        if (verdicts.contains(new ItemVerdict.Done())) {
          served();
          var _ = Failing.recordFailure(Batches.undone(batch, verdicts));
        } else {
          breaker.failed(
              probe,
              Failing.recordFailure(batch),
              "no element of a request succeeds (" + status + ")");
        }
      }
      case InDoubt(var status, var failure, var detail) ->
          keyFailed(batch, probe, failure, status, detail);
      case Forbidden(var status, var extent, var detail) ->
          breaker.forbidden(
              probe,
              Failing.recordFailure(batch),
              extent,
              "CXone answers " + status + ": " + Mask.text(detail));
      case TryAgain(_, var failure, var wait, var detail)
          when failure == Failure.HELD && wait != null && wait.compareTo(SHORT) > 0 ->
          breaker.held(probe, detail + "; nothing is sent for " + (wait.toSeconds() + 1) + " s");
      case TryAgain(var status, var failure, _, var detail) -> {
        if (isOfTheKey(failure)) {
          keyFailed(batch, probe, failure, status, detail);
        } else {
          breaker.withoutResult(probe);
        }
      }
    }
  }

  private void keyFailed(
      List<PendingPush> batch, boolean probe, Failure failure, int status, String detail) {
    var why = failure + " (" + status + "): " + Mask.text(detail);
    breaker.failed(probe, Failing.recordFailure(batch), why);
  }

  private void served() {
    if (breaker.served()) {
      backlog.retryNow();
    }
  }

  /** Whether it counts as a failure of the key or of the kind. */
  private static boolean isOfTheKey(Failure failure) {
    return failure != Failure.THROTTLED && failure != Failure.HELD && failure != Failure.WITHHELD;
  }

  private void handle(List<PendingPush> batch, CxoneAnswer answer) throws InterruptedException {
    var asked = batch.stream().map(PendingPush::push).toList();
    if (answer instanceof Confirmed || answer instanceof InDoubt) {
      act(batch, answer); // in doubt for a successor until the answer is written
      asked.forEach(attempts::end);
    } else {
      asked.forEach(attempts::end); // before it may be sent again
      act(batch, answer);
    }
  }

  private void act(List<PendingPush> batch, CxoneAnswer answer) throws InterruptedException {
    switch (answer) {
      case Confirmed(var status) -> answers.confirm(batch, status);
      case PerItem(var status, var verdicts) -> handleEach(batch, status, verdicts);
      case TryAgain again -> tryAgain(batch, again);
      case InDoubt(var status, var failure, var detail) -> {
        for (var pending : batch) {
          answers.giveUp(pending, status, InDoubtPushes.ERROR_CLASS, failure + ": " + detail);
        }
      }
      case Forbidden(var status, _, var detail) -> {
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
          answers.giveUp(batch.getFirst(), status, "Http" + status, detail);
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
    done.removeAll(Batches.undone(batch, verdicts));
    if (!done.isEmpty()) {
      answers.confirm(done, status);
    }
    for (var i = 0; i < batch.size(); i++) {
      var pending = batch.get(i);
      switch (verdicts.get(i)) {
        case ItemVerdict.Done _ -> {
          // confirmed above
        }
        case ItemVerdict.NotDone(var detail) -> retryAlone(pending, status, "RecordFailed", detail);
        case ItemVerdict.Unreadable(var detail) ->
            retryAlone(pending, status, "RecordUnreadable", detail);
      }
    }
  }

  private void retryAlone(PendingPush pending, int status, String errorClass, String detail)
      throws InterruptedException {
    pending.sendAlone();
    retryOrGiveUp(List.of(pending), null, status, errorClass, detail);
  }

  private void tryAgain(List<PendingPush> batch, TryAgain again) throws InterruptedException {
    if (isOfTheKey(again.failure())) {
      var wait = retries.minimumWait(again);
      retryOrGiveUp(batch, wait, again.status(), again.failure().name(), again.detail());
    } else {
      retries.retryLater(batch, again.retryAfter());
    }
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
      answers.giveUp(only, status, errorClass, detail);
    } else {
      retries.retryLater(batch, wait);
    }
  }

  /**
   * After an unexpected exception: those without a final answer are sent again, each by itself, so
   * that the one that is the cause is given up after its patience, and the others go on.
   */
  void isolate(List<PendingPush> batch, RuntimeException cause) throws InterruptedException {
    var name = cause.getClass().getSimpleName();
    var open = batch.stream().filter(PendingPush::inFlight).toList();
    if (open.isEmpty()) {
      return;
    }
    open.forEach(pending -> attempts.end(pending.push()));
    breaker.failed(
        false, Failing.recordFailure(open), "requests fail by " + name + ", see the log");
    for (var pending : open) {
      retryAlone(pending, 0, name, "failed unexpectedly");
    }
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
      answers.giveUp(pending, conflict.status(), "Conflict", conflict.detail());
      return;
    }
    var recordId = Objects.requireNonNull(conflict.existingRecordId());
    records.remember(pending.push().key(), recordId);
    var upsert = new CxoneCall.WriteOutbound(List.of(contacts.getFirst().upsert(recordId)));
    var answer = ask(upsert, List.of(pending), breaker.enter());
    switch (answer) {
      case Conflict(var status, _, var detail) ->
          answers.giveUp(pending, status, "Conflict", detail);
      case Refused(var status, var detail) -> {
        // a new attempt would run into the same conflict without end
        var _ = records.forget(pending.push().key());
        answers.giveUp(pending, status, "Http" + status, detail);
      }
      case Confirmed _, PerItem _, Forbidden _, TryAgain _, InDoubt _ ->
          handle(List.of(pending), answer);
    }
  }

  private CxoneCall call(List<PendingPush> batch) {
    if (kind != PushKind.OUTBOUND) {
      return batch.getFirst().push().call();
    }
    records.lookUp(batch.stream().map(pending -> pending.push().key()).toList());
    return new CxoneCall.WriteOutbound(records.withRecordIds(Batches.contacts(batch)));
  }
}
