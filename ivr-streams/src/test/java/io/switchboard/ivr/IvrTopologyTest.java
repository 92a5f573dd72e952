package io.switchboard.ivr;

import static io.switchboard.ivr.CallScript.bridge;
import static io.switchboard.ivr.CallScript.menu;
import static io.switchboard.ivr.CallScript.simulator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.ivr.definition.DefinitionFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IvrTopologyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path state;

  @SuppressWarnings("NullAway.Init")
  private IvrDriver ivr;

  @BeforeEach
  void start() {
    ivr = new IvrDriver(state);
  }

  @AfterEach
  void stop() {
    ivr.close();
  }

  @Test
  void shouldCompleteTheShippedMenu() {
    for (var digit : new String[] {"1", "A", "1"}) {
      ivr.send(bridge("w1", digit, ivr.now())).later(SECOND);
    }

    var outcome = ivr.outcomes().getFirst();
    assertThat(outcome.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(outcome.path()).containsExactly("1", "A", "1");
    assertThat(outcome.nodes()).containsExactly("main_menu", "department", "confirm");
    assertThat(outcome.durationMs()).isEqualTo(2000);
    assertThat(ivr.decisions())
        .extracting(CallDecision::reason)
        .containsExactly("moved", "moved", "ended");
  }

  @Test
  void shouldRestartTheTimeoutOnAnInvalidDigit() {
    ivr.send(bridge("w2", "9", ivr.now())).later(Duration.ofSeconds(9));
    ivr.send(bridge("w2", "9", ivr.now())).later(Duration.ofSeconds(9)).tick();
    assertThat(ivr.outcomes()).isEmpty();

    ivr.later(Duration.ofSeconds(2)).tick();

    var outcome = ivr.outcomes().getFirst();
    assertThat(outcome.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(outcome.reason()).isEqualTo("no_input");
    assertThat(outcome.endedAt()).isEqualTo(IvrDriver.START.plusSeconds(19));
  }

  @Test
  void shouldAskForOneTickWhenTheEarliestDeadlineHasPassed() {
    ivr.send(simulator("w3", "2")).send(simulator("w4", "2"));

    assertThat(ivr.wallClock(Duration.ofSeconds(10))).isEmpty();
    assertThat(ivr.wallClock(Duration.ofMillis(100)))
        .containsExactly(IvrDriver.START.plusSeconds(10));
    assertThat(ivr.wallClock(Duration.ofMillis(500))).as("one is under way").isEmpty();
    assertThat(ivr.wallClock(SECOND)).as("it got lost").hasSize(1);
    ivr.tick();
    assertThat(ivr.outcomes()).hasSize(2);
    assertThat(ivr.wallClock(Duration.ofMinutes(1))).as("nothing is due").isEmpty();
  }

  @Test
  void shouldAskAgainWithTheNextLookWhenATickCouldNotBeSent() {
    ivr.send(simulator("w3", "2")).tickable(false);

    assertThat(ivr.wallClock(Duration.ofMillis(10_100))).as("no broker").isEmpty();
    assertThat(ivr.tickable(true).wallClock(Duration.ofMillis(100))).hasSize(1);
  }

  @Test
  void shouldKeepADefinitionForCallsWhoseDeadlinesWaitToFire() {
    int calls = IvrProcessor.MAX_FIRINGS + 50;
    for (int call = 0; call < calls; call++) {
      ivr.send(simulator("call-" + call, "1"));
    }
    activate("first");
    ivr.later(Duration.ofDays(3));

    activate("second");
    for (int tick = 0; tick < 4; tick++) {
      ivr.tick();
    }

    assertThat(ivr.outcomes()).hasSize(calls);
    assertThat(ivr.rows()).isZero();
  }

  private void activate(String name) {
    var named = DefinitionFile.trusted(RandomCalls.LOOPS.replace("name: loops", "name: " + name));
    ivr.send(new CallEvent.Activation(named.hash(), named.body()));
  }

  @Test
  void shouldLetTheDigitBeatTheTimeoutAfterHoursOfDowntime() {
    ivr.send(bridge("w5", "1", ivr.now())).later(Duration.ofSeconds(10));
    ivr.send(bridge("w5", "A", ivr.now())).later(Duration.ofSeconds(1));
    ivr.send(bridge("w5", "1", ivr.now())).later(Duration.ofHours(3)).tick();

    assertThat(ivr.outcomes()).extracting(CallOutcome::outcome).containsExactly(Outcome.COMPLETED);
  }

  @Test
  void shouldAnswerTheMenuByTier() {
    ivr.send(menu("m1", "")).later(SECOND).send(menu("m1", "0"), "zero");

    var decisions = ivr.decisions();
    assertThat(decisions.getFirst().action())
        .isEqualTo(
            new CallerAction.Collect(
                "https://cdn.example.com/prompts/gold_menu.wav",
                1,
                10,
                java.util.List.of("#", "*")));
    assertThat(decisions.getLast().action()).isEqualTo(new CallerAction.Transfer(null));
    assertThat(decisions.getLast().causeId()).isEqualTo("zero");
  }

  @Test
  void shouldHangUpOnAFirstRequestWithTheHash() {
    ivr.send(menu("m2", "#"));

    assertThat(ivr.decisions())
        .extracting(CallDecision::action)
        .containsExactly(new CallerAction.Hangup());
    assertThat(ivr.outcomes()).extracting(CallOutcome::reason).containsExactly("selection");
  }

  @Test
  void shouldRepeatTheFinalAnswerAndGiveNoSecondOutcome() {
    ivr.send(menu("m3", "0"))
        .later(SECOND)
        .send(menu("m3", "1"))
        .send(bridge("m3", "1", ivr.now()));

    assertThat(ivr.decisions())
        .extracting(CallDecision::action)
        .containsExactly(new CallerAction.Transfer(null), new CallerAction.Transfer(null));
    assertThat(ivr.outcomes()).hasSize(1);
  }

  @Test
  void shouldPutAFallenBackCallerAtTheRoot() {
    ivr.send(menu("m4", "1")).later(SECOND);
    ivr.send(new CallEvent.Fallback("m4", "event-0", null, Tier.GOLD, null)).later(SECOND);
    ivr.send(menu("m4", "2")).send(menu("m4", "A")).send(menu("m4", "1"));

    assertThat(ivr.outcomes().getFirst().path()).containsExactly("2", "A", "1");
    assertThat(ivr.outcomes()).isEmpty();
  }

  @Test
  void shouldCountADigitOfTwoBridgesOnce() {
    ivr.send(bridge("w6", "1", ivr.now()), "w6-1");
    ivr.send(bridge("w6", "1", ivr.now()), "w6-1");

    assertThat(ivr.decisions()).hasSize(1);
  }

  @Test
  void shouldCountOtherSourcesAndMoveNothing() {
    ivr.send(menu("m5", "")).send(bridge("m5", "0", ivr.now())).send(simulator("m5", "#"));

    var last = ivr.decisions().getLast();
    assertThat(last.reason()).isEqualTo("ignored");
    assertThat(Objects.requireNonNull(last.session()).get("ignored").toString())
        .isEqualTo("{\"bridge\":1,\"simulator\":1}");
    assertThat(ivr.outcomes()).isEmpty();
  }

  @Test
  void shouldPinACallToItsDefinition() {
    var next =
        DefinitionFile.trusted(
            DefinitionFile.shippedText().replace("\"1\": complete", "\"1\": hangup"));
    ivr.send(bridge("old", "1", ivr.now()));
    ivr.send(new CallEvent.Activation(next.hash(), next.body()));
    for (var call : new String[] {"old", "new"}) {
      if (call.equals("new")) {
        ivr.send(bridge(call, "1", ivr.now()));
      }
      ivr.send(bridge(call, "A", ivr.now())).send(bridge(call, "1", ivr.now()));
    }

    assertThat(ivr.outcomes())
        .extracting(CallOutcome::outcome)
        .containsExactly(Outcome.COMPLETED, Outcome.HUNG_UP);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldUseTheLaterOfTwoActivationsInAnyOrderOfArrival(boolean laterFirst) {
    var earlier = activation("\"1\": hangup", ivr.now());
    var later = activation("\"1\": {transfer: sales}", ivr.now().plusMillis(1));
    ivr.send(laterFirst ? later : earlier).send(laterFirst ? earlier : later);

    ivr.send(bridge("n", "1", ivr.now())).send(bridge("n", "A", ivr.now()));
    ivr.send(bridge("n", "1", ivr.now()));

    assertThat(ivr.outcomes())
        .extracting(CallOutcome::outcome)
        .containsExactly(Outcome.TRANSFERRED);
  }

  private static CallEvent activation(String confirmed, Instant at) {
    var menu =
        DefinitionFile.trusted(DefinitionFile.shippedText().replace("\"1\": complete", confirmed));
    return new CallEvent.Activation(menu.hash(), menu.body(), at);
  }

  @Test
  void shouldLeaveNoRowAnHourAfterTheEnd() {
    ivr.send(bridge("w7", "1", ivr.now())).send(menu("m7", "")).send(bridge("w8", "0", ivr.now()));
    assertThat(ivr.rows()).isEqualTo(6);

    ivr.later(Duration.ofMinutes(5)).tick();
    ivr.later(Duration.ofMinutes(61)).tick();

    assertThat(ivr.rows()).isZero();
    assertThat(ivr.outcomes()).hasSize(3);
  }

  @Test
  void shouldDeriveIdsAndTraceFromTheCause() {
    ivr.send(menu("m8", "0"), "cause");

    var record = ivr.outcomeRecords().getFirst();
    var headers = EventHeaders.read(record.headers(), "none", 0);
    assertThat(headers.type()).isEqualTo("io.switchboard.ivr.outcome");
    assertThat(headers.subject()).isEqualTo("m8");
    assertThat(headers.traceparent()).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(record.key()).isEqualTo("m8");
  }

  @Test
  void shouldMarkWhatComesOfAReplayedCallTimeoutsIncluded() {
    ivr.sendReplayed(simulator("r1", "1"), "r-7").send(simulator("live", "1"));

    ivr.later(Duration.ofMinutes(1)).tick();

    assertThat(ivr.outcomeRecords())
        .extracting(TestRecord::key, it -> EventHeaders.text(it.headers(), ReplayId.HEADER))
        .containsExactlyInAnyOrder(
            tuple("r1", Optional.of("r-7")), tuple("live", Optional.empty()));
  }

  @Test
  void shouldBoundTheFiringsOfOneRecord() {
    for (int i = 0; i < 500; i++) {
      ivr.send(simulator("s" + i, "1"));
    }
    ivr.later(Duration.ofMinutes(1)).tick();
    assertThat(ivr.outcomes()).hasSize(IvrProcessor.MAX_FIRINGS);

    ivr.tick().tick();

    assertThat(ivr.outcomes()).hasSize(500 - IvrProcessor.MAX_FIRINGS);
  }
}
