package io.switchboard.pushes.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneAnswer.PerItem;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall.FindOptOut;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.WriteOutbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchedCxoneTest {
  private static final SearchSchedule SCHEDULE =
      new SearchSchedule(List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1)), 10, 3);
  private static final Confirmed OK = new Confirmed(200);
  private static final TryAgain NOT_SHOWN = new TryAgain(200, Failure.UNCONFIRMED, null, "");

  private final List<String> searched = new ArrayList<>();

  @Test
  void shouldSearchForAllOfAFewOptOuts() throws Exception {
    var answer = send(optOuts(10), OK, _ -> OK);

    assertThat(answer).isEqualTo(OK);
    assertThat(searched).hasSize(10);
  }

  @Test
  void shouldSearchForASampleOfMany() throws Exception {
    var answer = send(optOuts(100), OK, _ -> OK);

    assertThat(answer).isEqualTo(OK);
    assertThat(new HashSet<>(searched)).hasSize(3);
  }

  @Test
  void shouldWaitForASearchThatLags() throws Exception {
    var answer =
        send(optOuts(1), OK, _ -> searched.size() < SCHEDULE.waits().size() ? NOT_SHOWN : OK);

    assertThat(answer).isEqualTo(OK);
  }

  @Test
  void shouldNotConfirmWhatTheSearchNeverShows() throws Exception {
    var answer = send(optOuts(2), OK, number -> number.endsWith("1") ? NOT_SHOWN : OK);

    assertThat(answer)
        .isInstanceOfSatisfying(
            PerItem.class,
            each ->
                assertThat(each.verdicts())
                    .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(ItemVerdict.Done.class),
                        second -> assertThat(second).isInstanceOf(ItemVerdict.NotDone.class)));
  }

  @Test
  void shouldSearchForAllWhenOneOfTheSampleIsNotShown() throws Exception {
    var missing = new HashSet<String>();
    var answer =
        send(
            optOuts(50),
            OK,
            number -> {
              if (missing.isEmpty() || missing.contains(number)) {
                missing.add(number);
                return NOT_SHOWN;
              }
              return OK;
            });

    assertThat(new HashSet<>(searched)).hasSize(50);
    assertThat(answer)
        .isInstanceOfSatisfying(
            PerItem.class,
            each -> assertThat(undone(each)).isEqualTo(Set.of(index(missing.iterator().next()))));
  }

  @Test
  void shouldSearchForAllOthersWhenOneOfManyHasFailed() throws Exception {
    var verdicts = new ArrayList<ItemVerdict>(Collections.nCopies(50, new ItemVerdict.Done()));
    verdicts.set(7, new ItemVerdict.NotDone("no")); // by position: it may be about number 30
    var wrong = contact(30, true).phoneNumber();

    var answer =
        send(
            optOuts(50),
            new PerItem(200, List.copyOf(verdicts)),
            number -> number.equals(wrong) ? NOT_SHOWN : OK);

    assertThat(answer)
        .isInstanceOfSatisfying(
            PerItem.class, each -> assertThat(undone(each)).isEqualTo(Set.of(7, 30)));
  }

  @Test
  void shouldKeepAVerdictOfFailureIndependentOfTheSearch() throws Exception {
    var failed = new PerItem(200, List.of(new ItemVerdict.NotDone("no"), new ItemVerdict.Done()));

    var answer = send(optOuts(2), failed, _ -> OK);

    assertThat(answer).isEqualTo(failed);
    assertThat(searched).hasSize(1);
  }

  @Test
  void shouldBelieveTheAnswerItselfWhereTheSearchIsNotAllowed() throws Exception {
    assertThat(send(optOuts(2), OK, _ -> new Forbidden(403, ""))).isEqualTo(OK);
  }

  @Test
  void shouldNotConfirmWhileTheSearchFails() throws Exception {
    var answer = send(optOuts(1), OK, _ -> new TryAgain(503, Failure.SERVER_ERROR, null, ""));

    assertThat(answer).isInstanceOf(PerItem.class);
  }

  @Test
  void shouldNotConfirmWhileTheCredentialsAreRefused() throws Exception {
    var refused = new Forbidden(401, Forbidden.Extent.EVERY_REQUEST, "token: invalid_client");

    assertThat(send(optOuts(1), OK, _ -> refused)).isInstanceOf(PerItem.class);
  }

  @Test
  void shouldGiveNoAnswerWhenItMayNotAskAnyMore() throws Exception {
    var answer = send(optOuts(1), OK, _ -> new TryAgain(0, Failure.WITHHELD, null, ""));

    assertThat(answer)
        .isInstanceOfSatisfying(
            TryAgain.class, again -> assertThat(again.failure()).isEqualTo(Failure.WITHHELD));
  }

  @Test
  void shouldConfirmAnOptInThatHadNothingToRemoveOnlyAfterTheLag() throws Exception {
    var failed = new PerItem(200, List.of(new ItemVerdict.NotDone("not on the list")));
    var schedule = new SearchSchedule(List.of(Duration.ofMillis(200)), 10, 3);
    var cxone = searched(schedule, failed, _ -> NOT_SHOWN);
    var optIn = new WriteOutbound(List.of(contact(0, false)));

    var began = System.nanoTime();
    var first = cxone.send(optIn, null);
    CxoneAnswer later;
    do {
      later = cxone.send(optIn, null);
    } while (!later.equals(OK) && System.nanoTime() - began < 60_000_000_000L);

    assertThat(first).isEqualTo(failed);
    assertThat(later).isEqualTo(OK);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void shouldConfirmAFailedOptOutThatIsOnTheListOnlyAfterTheLag() throws Exception {
    var failed = new PerItem(200, List.of(new ItemVerdict.NotDone("already on the list")));
    var schedule = new SearchSchedule(List.of(Duration.ofMillis(200)), 10, 3);
    var cxone = searched(schedule, failed, _ -> OK);

    var began = System.nanoTime();
    var first = cxone.send(optOuts(1), null);
    await().until(() -> cxone.send(optOuts(1), null).equals(OK));

    assertThat(first).isEqualTo(failed);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void shouldNotConfirmAFailedOptOutThatIsNotOnTheList() throws Exception {
    var failed = new PerItem(200, List.of(new ItemVerdict.NotDone("no")));
    var cxone = searched(new SearchSchedule(List.of(), 10, 3), failed, _ -> NOT_SHOWN);

    var first = cxone.send(optOuts(1), null);
    var second = cxone.send(optOuts(1), null);

    assertThat(List.of(first, second)).containsOnly(failed);
  }

  @Test
  void shouldNotConfirmAFailedOptOutThatTheSearchStillShowsAfterAnOptIn() throws Exception {
    var failed = new PerItem(200, List.of(new ItemVerdict.NotDone("no")));
    var schedule = new SearchSchedule(List.of(Duration.ofMillis(200)), 10, 3);
    var lost = new TryAgain(0, Failure.TIMEOUT, null, "it may have an effect");
    var cxone = searched(schedule, write -> write.isOptOut() ? failed : lost, _ -> OK);
    await().until(() -> cxone.send(optOuts(1), null).equals(OK));
    cxone.send(new WriteOutbound(List.of(contact(0, false))), null);

    assertThat(cxone.send(optOuts(1), null)).isEqualTo(failed);
  }

  @Test
  void shouldNotConfirmAFailedOptInThatIsStillOnTheList() throws Exception {
    var failed = new PerItem(200, List.of(new ItemVerdict.NotDone("no")));
    var optIn = new WriteOutbound(List.of(contact(0, false)));

    assertThat(searched(SCHEDULE, failed, _ -> OK).send(optIn, null)).isEqualTo(failed);
  }

  private CxoneAnswer send(
      WriteOutbound write, CxoneAnswer answer, Function<String, CxoneAnswer> search)
      throws InterruptedException {
    return searched(SCHEDULE, answer, search).send(write, null);
  }

  private Cxone searched(
      SearchSchedule schedule, CxoneAnswer answer, Function<String, CxoneAnswer> search) {
    return searched(schedule, (WriteOutbound _) -> answer, search);
  }

  private Cxone searched(
      SearchSchedule schedule,
      Function<WriteOutbound, CxoneAnswer> answer,
      Function<String, CxoneAnswer> search) {
    return new SearchedCxone(
        (call, _) -> {
          if (call instanceof FindOptOut(var number)) {
            searched.add(number);
            return search.apply(number);
          }
          return answer.apply((WriteOutbound) call);
        },
        schedule,
        new Random(1),
        new SimpleMeterRegistry());
  }

  private static Set<Integer> undone(PerItem each) {
    var undone = new HashSet<Integer>();
    for (var i = 0; i < each.verdicts().size(); i++) {
      if (!(each.verdicts().get(i) instanceof ItemVerdict.Done)) {
        undone.add(i);
      }
    }
    return undone;
  }

  private static int index(String number) {
    return Integer.parseInt(number.substring(8));
  }

  private static WriteOutbound optOuts(int count) {
    return new WriteOutbound(IntStream.range(0, count).mapToObj(i -> contact(i, true)).toList());
  }

  private static OutboundContact contact(int i, boolean doNotCall) {
    return new OutboundContact("+1415555%04d".formatted(i), doNotCall, null, null, null, null);
  }
}
