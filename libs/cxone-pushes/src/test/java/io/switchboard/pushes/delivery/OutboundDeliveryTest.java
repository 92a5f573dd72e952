package io.switchboard.pushes.delivery;

import static io.switchboard.pushes.delivery.DeliveryRig.contacts;
import static io.switchboard.pushes.delivery.DeliveryRig.has;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Numbers, told by the hundred: bisection, conflicts, known records. */
@Execution(ExecutionMode.CONCURRENT)
class OutboundDeliveryTest {
  private static final Confirmed OK = new Confirmed(200);

  private final DeliveryRig rig = new DeliveryRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void shouldFindTheOneThatIsRefusedInABatch() {
    rig.numbers(100, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call -> has(call, "+1415555037") ? new Refused(422, "bad number") : OK);

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.deadLetters()).hasSize(1);
    assertThat(rig.answers()).hasSize(100);
    assertThat(
            rig.answers().stream().filter(answer -> answer.outcome() == PushOutcome.DEAD_LETTERED))
        .extracting(PushAnswer::key)
        .containsExactly("+1415555037");
    assertThat(rig.calls.size()).isLessThanOrEqualTo(15);
  }

  @Test
  void shouldResendOnlyTheKnownNumberAsAnUpsertAndOnce() {
    rig.numbers(100, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call -> {
          var known =
              contacts(call).stream()
                  .filter(contact -> contact.phoneNumber().endsWith("042"))
                  .filter(contact -> !"upsert".equals(contact.updateMode()))
                  .findFirst();
          return known.isPresent() ? new Conflict(409, "r-42", "") : OK;
        });

    await().until(() -> rig.backlog.size() == 0);
    var upserts =
        rig.calls.stream()
            .flatMap(call -> contacts(call).stream())
            .filter(contact -> contact.updateMode() != null)
            .toList();
    assertThat(upserts).hasSize(1);
    assertThat(upserts.getFirst().existingRecordId()).isEqualTo("r-42");
    assertThat(upserts.getFirst().phoneNumber()).isEqualTo("+1415555042");
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.answers()).allMatch(answer -> answer.outcome() == PushOutcome.CONFIRMED);
  }

  @Test
  void shouldDeadLetterANumberWhoseUpsertConflictsToo() {
    rig.numbers(1, true);

    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> new Conflict(409, "r-1", "known"));

    await().until(() -> rig.deadLetters().size() == 1);
    assertThat(rig.calls).hasSize(2);
  }

  @Test
  void shouldNameTheRecordsThatItKnowsInOneRequest() {
    for (var i = 0; i < 100; i++) {
      rig.records.remember("+1415555%03d".formatted(i), "r-" + i);
    }
    rig.numbers(100, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            contacts(call).stream().allMatch(contact -> "upsert".equals(contact.updateMode()))
                ? OK
                : new Conflict(409, "r-0", ""));

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.calls).hasSize(1);
    assertThat(contacts(rig.calls.getFirst()).get(42).existingRecordId()).isEqualTo("r-42");
    assertThat(rig.answers()).extracting(PushAnswer::recordId).contains("r-42", "r-99");
  }

  @Test
  void shouldForgetARecordThatIsGoneAndTellTheNumberAnew() {
    rig.records.remember("+1415555007", "gone");
    rig.numbers(20, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            contacts(call).stream().anyMatch(contact -> "gone".equals(contact.existingRecordId()))
                ? new Refused(404, "no such record")
                : OK);

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.answers()).hasSize(20).allMatch(a -> a.outcome() == PushOutcome.CONFIRMED);
  }

  @Test
  void shouldTakeTheIdOfANewerConflictForAKnownNumber() {
    rig.records.remember("+1415555000", "old");
    rig.numbers(1, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            "new".equals(contacts(call).getFirst().existingRecordId())
                ? OK
                : new Conflict(409, "new", ""));

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.calls).hasSize(2);
    assertThat(rig.records.id("+1415555000")).isEqualTo("new");
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldTellOptOutsFirst() {
    rig.optIns(150);
    rig.numbers(50, true);

    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> OK);

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.calls).allMatch(call -> contacts(call).size() <= 100);
    var withOptOuts =
        rig.calls.stream()
            .map(DeliveryRig::contacts)
            .filter(contacts -> contacts.stream().anyMatch(OutboundContact::doNotCall))
            .toList();
    assertThat(withOptOuts).hasSize(1);
    assertThat(withOptOuts.getFirst().stream().limit(50)).allMatch(OutboundContact::doNotCall);
    assertThat(rig.calls.stream().mapToInt(call -> contacts(call).size()).sum()).isEqualTo(200);
  }

  @Test
  void shouldIsolateABadNumberThatMakesBatchesFail() {
    rig.numbers(20, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call -> has(call, "+1415555007") ? new TryAgain(500, Failure.SERVER_ERROR, null, "") : OK);

    await().until(() -> rig.backlog.size() == 1);
    assertThat(rig.answers()).hasSize(19);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldDeadLetterANumberWhoseUpsertIsRefused() {
    rig.numbers(1, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            "upsert".equals(contacts(call).getFirst().updateMode())
                ? new Refused(404, "no such record")
                : new Conflict(409, "r-1", "known"));

    await().until(() -> !rig.deadLetters().isEmpty());
    assertThat(rig.calls).hasSize(2);
    assertThat(rig.answers().getFirst().recordId()).isNull();
    await().until(rig::everythingIsDone);
  }

  @Test
  void shouldNotSayThatAllHasEndedWhileOneBatchIsUnderWay() throws Exception {
    var answers = new Semaphore(0);
    rig.numbers(400, true); // as many batches as go at once: the next one waits for room
    var dispatcher =
        rig.start(
            PushKind.OUTBOUND,
            Duration.ofHours(1),
            _ -> {
              answers.acquire();
              return OK;
            });
    await().until(() -> rig.calls.size() == 4);
    dispatcher.stopTaking();
    answers.release(3);
    await().until(() -> rig.backlog.size() == 100);

    var early = dispatcher.awaitEnd(Duration.ofMillis(200).toNanos());
    answers.release();
    var late = dispatcher.awaitEnd(Duration.ofSeconds(30).toNanos());

    assertThat(early).isFalse();
    assertThat(late).isTrue();
  }
}
