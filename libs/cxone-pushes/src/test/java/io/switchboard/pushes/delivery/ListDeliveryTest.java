package io.switchboard.pushes.delivery;

import static io.switchboard.pushes.delivery.DeliveryRig.contacts;
import static io.switchboard.pushes.delivery.DeliveryRig.has;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneAnswer.PerItem;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do-not-call lists with a request for opt-outs, one for opt-ins, and a verdict per record. */
@Execution(ExecutionMode.CONCURRENT)
class ListDeliveryTest {
  private static final Confirmed OK = new Confirmed(200);
  private static final String BAD = "+1415555037";

  private final DeliveryRig rig = new DeliveryRig();

  ListDeliveryTest() {
    rig.optOutsApart = true;
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void shouldSendOptOutsBeforeOptInsAndApart() {
    rig.optIns(40);
    rig.numbers(30, true);

    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> OK);

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.calls)
        .extracting(
            call ->
                contacts(call).stream()
                    .map(OutboundContact::doNotCall)
                    .collect(Collectors.toUnmodifiableSet()))
        .containsExactly(Set.of(true), Set.of(false));
    assertThat(rig.answers()).hasSize(70).allMatch(a -> a.outcome() == PushOutcome.CONFIRMED);
  }

  @Test
  void shouldConfirmTheOthersAndSendAFailedRecordAgainByItself() {
    rig.numbers(100, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call -> rig.calls.size() > 3 ? OK : verdicts(call, Set.of(BAD)));

    await().until(() -> rig.answers().size() == 99);
    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.calls.getFirst()).matches(call -> contacts(call).size() == 100);
    assertThat(rig.calls.subList(1, rig.calls.size()))
        .allMatch(call -> contacts(call).size() == 1 && has(call, BAD));
    assertThat(rig.answers()).hasSize(100).allMatch(a -> a.outcome() == PushOutcome.CONFIRMED);
  }

  @Test
  void shouldDeadLetterARecordThatKeepsFailingByItself() {
    var sent = new Random(1);
    rig.numbers(100, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofMillis(300),
        call -> {
          if (has(call, BAD) && rig.offset() < 400) {
            rig.optOut("+1415777%03d".formatted(sent.nextInt(1000))); // others go on
          }
          return verdicts(call, Set.of(BAD));
        });

    await().until(() -> rig.deadLetters().size() == 1);
    assertThat(rig.answers().stream().filter(a -> a.outcome() == PushOutcome.DEAD_LETTERED))
        .extracting(PushAnswer::key)
        .containsExactly(BAD);
  }

  @Test
  void shouldDeadLetterARecordThatLetsRequestsFailUnexpectedly() {
    var sent = new Random(1);
    rig.numbers(100, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofMillis(300),
        call -> {
          if (has(call, BAD)) {
            if (rig.offset() < 400) {
              rig.optOut("+1415777%03d".formatted(sent.nextInt(1000))); // others go on
            }
            throw new IllegalArgumentException("invalid header value");
          }
          return OK;
        });

    await().until(() -> rig.backlog.size() == 0);
    assertThat(rig.answers())
        .filteredOn(answer -> answer.outcome() == PushOutcome.DEAD_LETTERED)
        .extracting(PushAnswer::key)
        .containsExactly(BAD);
    assertThat(rig.answers()).extracting(PushAnswer::key).containsAll(numbers(100));
  }

  @Test
  void shouldConfirmNothingWithoutVerdicts() {
    rig.numbers(10, true);

    rig.start(
        PushKind.OUTBOUND,
        Duration.ofHours(1),
        call ->
            new PerItem(
                200,
                contacts(call).stream()
                    .<ItemVerdict>map(_ -> new ItemVerdict.Unreadable("no list"))
                    .toList()));

    await().until(() -> rig.calls.size() > 10);
    assertThat(rig.answers()).isEmpty();
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.backlog.size()).isEqualTo(10);
  }

  /**
   * Requests fail, records fail with and without an effect, verdicts are missing: at the end every
   * opt-out is on the list, or a dead letter, and every confirmed one is on the list.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldLoseNoOptOutAndConfirmNoneFalsely(long seed) {
    var random = new Random(seed);
    var list = ConcurrentHashMap.<String>newKeySet();
    var never = new HashSet<String>();
    for (var i = 0; i < 60; i++) {
      if (random.nextInt(30) == 0) {
        never.add("+1415555%03d".formatted(i));
      }
    }
    rig.numbers(60, true);

    rig.start(PushKind.OUTBOUND, Duration.ofMillis(500), call -> answer(call, random, never, list));

    await()
        .until(
            () -> {
              if (rig.backlog.size() > 0 && rig.backlog.size() <= never.size()) {
                rig.optOut("+14157770000"); // a key is given up only while others are served
              }
              return rig.backlog.size() == 0;
            });
    var answers = rig.answers();
    assertThat(answers).extracting(PushAnswer::key).containsAll(numbers(60));
    assertThat(answers)
        .filteredOn(answer -> answer.outcome() == PushOutcome.CONFIRMED)
        .extracting(PushAnswer::key)
        .isSubsetOf(list);
    assertThat(answers)
        .filteredOn(answer -> answer.outcome() == PushOutcome.DEAD_LETTERED)
        .extracting(PushAnswer::key)
        .containsAll(never);
  }

  private static CxoneAnswer answer(
      CxoneCall call, Random random, Set<String> never, Set<String> list) {
    synchronized (random) {
      if (random.nextInt(6) == 0) {
        if (random.nextBoolean()) {
          contacts(call).stream()
              .map(OutboundContact::phoneNumber)
              .filter(number -> !never.contains(number))
              .forEach(list::add);
        }
        return new TryAgain(504, Failure.SERVER_ERROR, null, "lost");
      }
      var verdicts = new ArrayList<ItemVerdict>();
      for (var contact : contacts(call)) {
        var kind = never.contains(contact.phoneNumber()) ? 0 : random.nextInt(8);
        if (kind > 1) {
          list.add(contact.phoneNumber());
        }
        verdicts.add(
            switch (kind) {
              case 0, 1 -> new ItemVerdict.NotDone("failed");
              case 2 -> new ItemVerdict.Unreadable("no verdict");
              default -> new ItemVerdict.Done();
            });
      }
      return verdicts.stream().allMatch(ItemVerdict.Done.class::isInstance)
          ? OK
          : new PerItem(200, List.copyOf(verdicts));
    }
  }

  private static CxoneAnswer verdicts(CxoneCall call, Set<String> failing) {
    var verdicts =
        contacts(call).stream()
            .<ItemVerdict>map(
                contact ->
                    failing.contains(contact.phoneNumber())
                        ? new ItemVerdict.NotDone("failed")
                        : new ItemVerdict.Done())
            .toList();
    return verdicts.stream().allMatch(ItemVerdict.Done.class::isInstance)
        ? OK
        : new PerItem(200, verdicts);
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj("+1415555%03d"::formatted).toList();
  }
}
