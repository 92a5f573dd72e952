package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.Kind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.phone.Mask;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.http.Backoff;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tells CXone one batch of one kind, and does what its answer asks for: the rules of retries,
 * bisection, conflicts, dead letters and pauses.
 */
final class Delivery {
  private static final Backoff RETRIES =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  private final Kind kind;
  private final Gate gate;
  private final Backlog backlog;
  private final Cxone cxone;
  private final Lease lease;
  private final Ledger ledger;
  private final AnswerLog log;
  private final PushMetrics metrics;
  private final KnownRecords records;
  private final RepeatedStates repeats;
  private final Duration requestTimeout;

  Delivery(Kind kind, Gate gate, Backlog backlog, PushPipeline.Term term) {
    this.kind = kind;
    this.gate = gate;
    this.backlog = backlog;
    this.cxone = term.cxone();
    this.lease = term.lease();
    this.ledger = term.ledger();
    this.log = term.log();
    this.metrics = term.metrics();
    this.records = term.records();
    this.repeats = new RepeatedStates(kind, backlog, term);
    this.requestTimeout = term.rules().requestTimeout();
  }

  /** Tells them, until each is answered for good or waits for its next attempt. */
  void deliver(List<Slot> slots) throws InterruptedException {
    var probe = gate.enter();
    if (!lease.await()) {
      return; // somebody else is the active pusher now, and reads the same records
    }
    backlog.refresh(slots).forEach(ledger::done);
    var current = repeats.leaveOut(slots);
    if (current.isEmpty()) {
      gate.notAsked(probe);
    } else {
      settle(current, ask(call(current), current, probe));
    }
  }

  private CxoneAnswer ask(CxoneCall call, List<Slot> slots, boolean probe)
      throws InterruptedException {
    var now = System.nanoTime();
    slots.forEach(slot -> slot.attempted(now));
    CxoneAnswer answer;
    try {
      answer = cxone.send(call, slots.getFirst().push().traceparent());
    } catch (RuntimeException e) {
      gate.answered(probe);
      throw e;
    }
    metrics.attempted(kind, answer);
    report(answer, slots, probe);
    return answer;
  }

  private void report(CxoneAnswer answer, List<Slot> slots, boolean probe) {
    switch (answer) {
      case Confirmed _, Refused _, Conflict _ -> {
        if (gate.served()) {
          backlog.hurry();
        }
      }
      case Forbidden(var status, var detail) ->
          gate.forbidden(
              probe, failing(slots), "CXone answers " + status + ": " + Mask.text(detail));
      case TryAgain(var status, var failure, _, var detail) -> {
        if (isOfTheKey(failure)) {
          gate.failed(probe, failing(slots), failure + " (" + status + "): " + Mask.text(detail));
        } else {
          gate.answered(probe);
        }
      }
    }
  }

  /** Whether it counts as a failure of what was asked, be it of one key or of all. */
  private static boolean isOfTheKey(Failure failure) {
    return failure != Failure.THROTTLED && failure != Failure.WITHHELD;
  }

  /** Notes the failure; of several keys the one that has been failing for the shortest time. */
  private static Gate.Failing failing(List<Slot> slots) {
    var now = System.nanoTime();
    slots.forEach(slot -> slot.failed(now));
    var since = slots.stream().mapToLong(slot -> slot.failingSince() - now).max().orElse(0) + now;
    return new Gate.Failing(slots.getFirst().push().key(), since);
  }

  private void settle(List<Slot> slots, CxoneAnswer answer) throws InterruptedException {
    switch (answer) {
      case Confirmed(var status) -> confirm(slots, status);
      case TryAgain again -> tryAgain(slots, again);
      case Forbidden(var status, var detail) -> {
        if (slots.size() > 1 && gate.isOpen()) {
          halve(slots); // it may be one of them alone
        } else {
          retryOrGiveUp(slots, null, status, "Forbidden", detail);
        }
      }
      case Refused(var status, var detail) -> {
        if (slots.size() > 1) {
          halve(slots);
        } else if (records.forgot(slots.getFirst().push().key())) {
          deliver(slots); // it may have been the record that is gone, not the number
        } else {
          giveUp(slots.getFirst(), status, "Http" + status, detail);
        }
      }
      case Conflict conflict -> {
        if (slots.size() > 1) {
          halve(slots);
        } else {
          resolve(slots.getFirst(), conflict);
        }
      }
    }
  }

  private void confirm(List<Slot> slots, int status) throws InterruptedException {
    var pushes = slots.stream().map(Slot::push).toList();
    var answers =
        slots.stream().map(slot -> answer(slot, PushOutcome.CONFIRMED, status, null)).toList();
    log.answered(pushes, answers);
    for (var i = 0; i < answers.size(); i++) {
      metrics.finished(answers.get(i));
      ledger.done(pushes.get(i));
      backlog.finished(slots.get(i));
    }
  }

  private void tryAgain(List<Slot> slots, TryAgain again) throws InterruptedException {
    if (isOfTheKey(again.failure())) {
      retryOrGiveUp(slots, told(again), again.status(), again.failure().name(), again.detail());
    } else {
      waitFor(slots, again.retryAfter());
    }
  }

  /**
   * What CXone asks us to wait. Where a request that we gave up on may still take effect, it comes
   * to its end first: else it could undo a newer state.
   */
  private @Nullable Duration told(TryAgain again) {
    var wait = again.retryAfter();
    return again.inDoubt() && (wait == null || wait.compareTo(requestTimeout) < 0)
        ? requestTimeout
        : wait;
  }

  private void retryOrGiveUp(
      List<Slot> slots, @Nullable Duration wait, int status, String errorClass, String detail)
      throws InterruptedException {
    var only = slots.getFirst();
    if (slots.size() == 1 && gate.isExhausted(only.failingSince(), System.nanoTime())) {
      giveUp(only, status, errorClass, detail);
    } else {
      waitFor(slots, wait);
    }
  }

  /** At least as long as told and a little more, so that not all come back at once. */
  private void waitFor(List<Slot> slots, @Nullable Duration told) {
    for (var slot : slots) {
      var own =
          RETRIES.after(Math.max(slot.attempts(), slot.failures()), ThreadLocalRandom.current());
      if (told == null) {
        // a key that fails alone gains nothing when CXone serves the others again
        later(slot, own, slot.failures() > 0 && gate.isAlone(slot.failingSince()));
      } else {
        var jitter = Duration.ofMillis(Math.min(1_000, own.toMillis()));
        later(slot, told.plus(jitter), true);
      }
    }
  }

  private void later(Slot slot, Duration wait, boolean firm) {
    backlog.later(slot, wait, firm).ifPresent(ledger::done);
  }

  /** What of these is still under way is tried again after that time. */
  void postpone(List<Slot> slots, Duration wait) {
    slots.stream().filter(Slot::underWay).forEach(slot -> later(slot, wait, true));
  }

  /** Somewhere in here is one that CXone does not take: each half by itself. */
  private void halve(List<Slot> slots) throws InterruptedException {
    deliver(slots.subList(0, slots.size() / 2));
    deliver(slots.subList(slots.size() / 2, slots.size()));
  }

  /** CXone knows the number: once more, naming its record. */
  private void resolve(Slot slot, Conflict conflict) throws InterruptedException {
    if (!(slot.push().call() instanceof CxoneCall.WriteOutbound(var contacts))
        || conflict.existingRecordId() == null) {
      giveUp(slot, conflict.status(), "Conflict", conflict.detail());
      return;
    }
    var recordId = Objects.requireNonNull(conflict.existingRecordId());
    records.learned(slot.push().key(), recordId);
    var upsert = new CxoneCall.WriteOutbound(List.of(contacts.getFirst().upsert(recordId)));
    switch (ask(upsert, List.of(slot), gate.enter())) {
      case Conflict(var status, _, var detail) -> giveUp(slot, status, "Conflict", detail);
      case Confirmed confirmed -> settle(List.of(slot), confirmed);
      case Refused(var status, var detail) -> {
        // sent anew it would run into the same conflict, and so on for ever
        var _ = records.forgot(slot.push().key());
        giveUp(slot, status, "Http" + status, detail);
      }
      case Forbidden forbidden -> settle(List.of(slot), forbidden);
      case TryAgain again -> settle(List.of(slot), again);
    }
  }

  private void giveUp(Slot slot, int status, String errorClass, String detail)
      throws InterruptedException {
    var answer = answer(slot, PushOutcome.DEAD_LETTERED, status, detail);
    log.deadLetter(slot.push(), answer, errorClass, "cxone " + kind.word());
    metrics.finished(answer);
    ledger.done(slot.push());
    backlog.finished(slot);
  }

  private PushAnswer answer(Slot slot, PushOutcome outcome, int status, @Nullable String detail) {
    var latency = Duration.ofNanos(System.nanoTime() - slot.firstAttemptAt());
    return new PushAnswer(
        kind,
        slot.push().key(),
        slot.push().eventId(),
        outcome,
        status,
        slot.attempts(),
        slot.push().eventTime(),
        Instant.now(),
        latency.toMillis(),
        detail == null ? null : Mask.text(detail),
        kind == Kind.OUTBOUND ? records.id(slot.push().key()) : null);
  }

  private CxoneCall call(List<Slot> slots) {
    if (kind != Kind.OUTBOUND) {
      return slots.getFirst().push().call();
    }
    records.look(slots.stream().map(slot -> slot.push().key()).toList());
    var contacts =
        slots.stream()
            .map(slot -> (CxoneCall.WriteOutbound) slot.push().call())
            .flatMap(write -> write.contacts().stream())
            .toList();
    return new CxoneCall.WriteOutbound(records.named(contacts));
  }
}
