package io.switchboard.pushes.delivery;

import static io.switchboard.pushes.delivery.DeliveryRig.has;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall.PatchContact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of retries, refusals and pauses, for one key at a time. */
@Execution(ExecutionMode.CONCURRENT)
class DeliveryTest {
  private static final Confirmed OK = new Confirmed(200);

  private final DeliveryRig rig = new DeliveryRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void shouldTellOnlyTheLatestStateOfAKeyAndOneAtATime() {
    var mayAnswer = new CountDownLatch(1);
    var inFlight = new AtomicInteger();
    var most = new AtomicInteger();
    rig.contact("k-1", "e1", "first");
    rig.start(
        PushKind.CONTACT,
        Duration.ofHours(1),
        _ -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          mayAnswer.await();
          inFlight.decrementAndGet();
          return OK;
        });
    await().until(() -> rig.calls.size() == 1);

    rig.contact("k-1", "e2", "second");
    rig.contact("k-1", "e3", "third");
    mayAnswer.countDown();

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.calls)
        .extracting(call -> ((PatchContact) call).category())
        .containsExactly("first", "third");
    assertThat(most.get()).isEqualTo(1);
    assertThat(rig.answers()).extracting(PushAnswer::eventId).containsExactly("e1", "e3");
    await().until(rig::everythingIsDone);
  }

  @Test
  void shouldRetryUntilItIsConfirmed() {
    var attempts = new AtomicInteger();
    rig.contact("k-1", "e1", "lead");

    rig.start(
        PushKind.CONTACT,
        Duration.ofHours(1),
        _ ->
            switch (attempts.incrementAndGet()) {
              case 1 -> new TryAgain(429, Failure.THROTTLED, Duration.ofMillis(10), "");
              case 2 -> new TryAgain(503, Failure.SERVER_ERROR, null, "");
              case 3 -> new TryAgain(0, Failure.TIMEOUT, null, "");
              default -> OK;
            });

    await().until(() -> rig.answers().size() == 1);
    assertThat(rig.answers().getFirst())
        .extracting(PushAnswer::outcome, PushAnswer::attempts, PushAnswer::status)
        .containsExactly(PushOutcome.CONFIRMED, 4, 200);
    assertThat(rig.answers().getFirst().kind()).isEqualTo(PushKind.CONTACT);
  }

  @Test
  void shouldDeadLetterWhatCxoneRefusesByteForByte() {
    rig.contact("k-1", "e1", "lead");

    rig.start(
        PushKind.CONTACT, Duration.ofHours(1), _ -> new Refused(404, "no contact +14155552671"));

    await().until(() -> rig.answers().size() == 1);
    var deadLetter = rig.deadLetters().getFirst();
    assertThat(new String(deadLetter.value(), StandardCharsets.UTF_8))
        .contains("\"eventId\":\"e1\"");
    assertThat(EventHeaders.text(deadLetter.headers(), "dlq_class")).contains("Http404");
    assertThat(EventHeaders.text(deadLetter.headers(), "dlq_destination"))
        .contains("cxone contact");
    assertThat(rig.answers().getFirst())
        .extracting(PushAnswer::outcome, PushAnswer::status, PushAnswer::error)
        .containsExactly(PushOutcome.DEAD_LETTERED, 404, "no contact ***71");
    await().until(rig::everythingIsDone);
  }

  @Test
  void shouldGiveUpOnAKeyThatFailsForLongWhileOthersAreServed() {
    rig.contact("bad", "e0", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofMillis(300),
        call -> has(call, "bad") ? new TryAgain(500, Failure.SERVER_ERROR, null, "broken") : OK);

    await()
        .until(
            () -> {
              rig.contact("good-" + rig.offset(), "e" + rig.offset(), "lead");
              return !rig.deadLetters().isEmpty();
            });

    assertThat(rig.deadLetters()).hasSize(1);
    assertThat(EventHeaders.text(rig.deadLetters().getFirst().headers(), "dlq_class"))
        .contains("SERVER_ERROR");
  }

  @Test
  void shouldKeepEverythingWhileCxoneIsDownAndHurryWhenItIsBack() {
    var down = new AtomicBoolean(true);
    IntStream.range(0, 200).forEach(i -> rig.contact("k-" + i, "e" + i, "lead"));
    rig.start(
        PushKind.CONTACT,
        Duration.ofNanos(1),
        _ -> down.get() ? new TryAgain(0, Failure.UNREACHABLE, null, "ConnectException") : OK);
    await().until(() -> !rig.breakerStates.isEmpty());

    down.set(false);

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.breakerStates.getFirst())
        .isInstanceOfSatisfying(
            PushBreaker.State.Open.class,
            open -> assertThat(open.reason()).isEqualTo(PushBreaker.Reason.DOWN));
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.answers()).hasSize(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00-1\n2", "trace \u2713"})
  void shouldSendNoTraceContextOfAForeignWriterThatIsNone(String traceparent) {
    var bytes = traceparent.getBytes(StandardCharsets.UTF_8);
    var headers = new RecordHeaders().add(EventHeaders.TRACEPARENT, bytes);
    rig.contact("k-1", "e1", "lead", headers);

    rig.start(PushKind.CONTACT, Duration.ofHours(1), _ -> OK);

    await().until(() -> rig.answers().size() == 1);
    assertThat(rig.traceparents).containsExactly(Optional.empty());
  }

  @Test
  void shouldPauseTheKindWhenItIsForbidden() {
    var allowed = new AtomicBoolean();
    rig.contact("k-1", "e1", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofHours(1),
        _ -> allowed.get() ? OK : new Forbidden(403, "contacts:write is missing"));
    await().until(() -> !rig.breakerStates.isEmpty());

    allowed.set(true);

    await().until(() -> rig.answers().size() == 1);
    assertThat(rig.breakerStates.getFirst().toString()).contains("contacts:write is missing");
    assertThat(rig.breakerStates.getLast()).isEqualTo(new PushBreaker.State.Closed());
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldReportAPauseWhileCxoneWantsNoRequests() {
    rig.contact("k-1", "e1", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofHours(1),
        call -> has(call, "k-1") ? TryAgain.held(Duration.ofMinutes(5), "429") : OK);
    await().until(() -> rig.breakerStates.size() == 1);

    rig.contact("k-2", "e2", "lead");

    await().until(() -> rig.answers().size() == 1);
    assertThat(rig.breakerStates)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isInstanceOfSatisfying(
                        PushBreaker.State.Open.class,
                        open -> assertThat(open.reason()).isEqualTo(PushBreaker.Reason.HELD)),
            last -> assertThat(last).isEqualTo(new PushBreaker.State.Closed()));
  }

  @Test
  void shouldNotLetATimedOutRequestBeOvertaken() {
    var sentAt = new CopyOnWriteArrayList<Long>();
    var newerIsThere = new CountDownLatch(1);
    rig.contact("k-1", "e1", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofHours(1),
        _ -> {
          sentAt.add(System.nanoTime());
          newerIsThere.await();
          return sentAt.size() == 1 ? new TryAgain(0, Failure.TIMEOUT, null, "late") : OK;
        });
    await().until(() -> sentAt.size() == 1);

    rig.contact("k-1", "e2", "newer");
    newerIsThere.countDown();

    await().until(() -> rig.answers().size() == 1);
    assertThat(sentAt.get(1) - sentAt.get(0))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    assertThat(rig.answers().getFirst().eventId()).isEqualTo("e2");
  }

  @Test
  void shouldLeaveNoOffsetOpenWhenStatesComeDuringAnAttemptAndAfterIt() {
    var attempts = new AtomicInteger();
    var firstEnds = new CountDownLatch(1);
    rig.contact("k-1", "e1", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofHours(1),
        _ -> {
          firstEnds.await();
          return attempts.incrementAndGet() == 1
              ? new TryAgain(429, Failure.THROTTLED, Duration.ofMillis(500), "")
              : OK;
        });
    await().until(() -> rig.calls.size() == 1);
    rig.contact("k-1", "e2", "during");
    firstEnds.countDown();
    await().until(() -> attempts.get() == 1);

    rig.contact("k-1", "e3", "after");

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.answers()).extracting(PushAnswer::eventId).containsExactly("e3");
    await().until(rig::everythingIsDone);
  }

  @Test
  void shouldDeadLetterOneForbiddenKeyAfterItsPatienceWithoutPausingTheOthers() {
    rig.contact("good", "e0", "lead");
    rig.contact("bad", "e1", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofMillis(300),
        call -> has(call, "bad") ? new Forbidden(403, "not this contact") : OK);

    await()
        .until(
            () -> {
              rig.contact("good-" + rig.offset(), "e" + rig.offset(), "lead");
              return !rig.deadLetters().isEmpty();
            });

    assertThat(rig.deadLetters()).hasSize(1);
    assertThat(EventHeaders.text(rig.deadLetters().getFirst().headers(), "dlq_class"))
        .contains("Forbidden");
    assertThat(rig.breakerStates).isEmpty();
    assertThat(rig.calls.stream().filter(call -> has(call, "bad")).count()).isLessThan(10);
  }

  @Test
  void shouldDeadLetterOneKeyThatAlwaysGetsAnErrorBodyAfterItsPatience() {
    rig.contact("bad", "e0", "lead");
    rig.start(
        PushKind.CONTACT,
        Duration.ofMillis(300),
        call ->
            has(call, "bad") ? new TryAgain(200, Failure.ERROR_BODY, null, "{\"error\":1}") : OK);

    await()
        .until(
            () -> {
              rig.contact("good-" + rig.offset(), "e" + rig.offset(), "lead");
              return !rig.deadLetters().isEmpty();
            });

    assertThat(rig.deadLetters()).hasSize(1);
    assertThat(EventHeaders.text(rig.deadLetters().getFirst().headers(), "dlq_class"))
        .contains("ERROR_BODY");
  }

  @Test
  void shouldKeepEverythingWhileAGatewayAnswersEveryRequestWithAnErrorBody() {
    var broken = new AtomicBoolean(true);
    IntStream.range(0, 50).forEach(i -> rig.contact("k-" + i, "e" + i, "lead"));
    rig.start(
        PushKind.CONTACT,
        Duration.ofMinutes(1),
        _ -> broken.get() ? new TryAgain(200, Failure.ERROR_BODY, null, "{\"error\":1}") : OK);
    await().until(() -> !rig.breakerStates.isEmpty());

    broken.set(false);

    await().until(() -> rig.answers().size() == 50);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldKeepTheOnlyKeyHoweverOftenItGetsAnErrorBody() {
    rig.contact("k-1", "e1", "lead");

    rig.start(
        PushKind.CONTACT,
        Duration.ofNanos(1),
        _ -> new TryAgain(200, Failure.ERROR_BODY, Duration.ZERO, "{\"error\":\"x\"}"));

    await().until(() -> rig.calls.size() > 6);
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.everythingIsDone()).isFalse();
  }
}
