package io.switchboard.ivr;

import static io.switchboard.ivr.CallScript.bridge;
import static io.switchboard.ivr.CallScript.menu;
import static io.switchboard.ivr.CallScript.simulator;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.ivr.session.log.LogTime;
import io.switchboard.ivr.state.DeadlineCorrection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker whose clock is wrong stamps records of {@code cxone.dtmf}. */
final class ClockAheadTest {
  private static final Duration HOURS = Duration.ofHours(3);

  @TempDir Path state;

  @SuppressWarnings("NullAway.Init")
  private IvrDriver ivr;

  @BeforeEach
  void start() {
    ivr = new IvrDriver(state.resolve("first"));
  }

  @AfterEach
  void stop() {
    ivr.close();
  }

  @ParameterizedTest(name = "at {0} s, stamped {1} s, received at {2} s: {3} s")
  @CsvSource({
    "0,     5,     5,     5",
    "100,   90,    90,    100", // two leaders' clocks
    "100,   40,    40,    100",
    "10000, 100,   100,   100",
    "10000, 100,   150,   100",
    "10000, 100,   161,   10000", // its clock and the broker's disagree
    "10000, 100,   10000, 10000", // the broker's clock is behind
    "10000, 20000, 10000, 20000",
    "10000, 100,   ,      10000",
  })
  void shouldGoBackOnlyWhenTwoClocksAgree(long before, long stamp, Long received, long expected) {
    var after =
        new LogTime(before * 1_000)
            .after(stamp * 1_000, received == null ? null : Instant.ofEpochSecond(received));

    assertThat(after).isEqualTo(new LogTime(expected * 1_000));
  }

  @Test
  void shouldTimeOutTheCallsThatBeginWhenTheClockIsRightAgain() {
    ivr.sendStamped(bridge("ahead", "0", ivr.now()), ivr.now().plus(HOURS));

    ivr.send(bridge("live", "1", ivr.now())).later(Duration.ofSeconds(11)).tick();

    assertThat(ivr.outcomes())
        .filteredOn(it -> it.callId().equals("live"))
        .extracting(CallOutcome::endedAt)
        .containsExactly(IvrDriver.START.plusSeconds(10));
  }

  @Test
  void shouldTimeOutTheCallsThatBeganWhileTheClockWasAhead() {
    ivr.sendStamped(bridge("w1", "1", ivr.now()), ivr.now().plus(HOURS));
    ivr.sendStamped(menu("m1", ""), ivr.now().plus(HOURS));
    ivr.later(Duration.ofSeconds(2)).tick();

    ivr.later(Duration.ofSeconds(31)).tick();

    assertThat(ivr.outcomes())
        .extracting(it -> it.callId() + " " + Duration.between(IvrDriver.START, it.endedAt()))
        .containsExactly("w1 PT12S", "m1 PT32S");
  }

  @Test
  void shouldKeepACallThatGoesOnWhenTheClockIsRightAgain() {
    ivr.sendStamped(menu("m1", "1"), ivr.now().plus(HOURS));
    ivr.later(Duration.ofSeconds(5)).send(menu("m1", "A"));
    ivr.later(Duration.ofSeconds(5)).send(menu("m1", "1"));

    assertThat(ivr.outcomes())
        .extracting(
            it -> it.outcome().wireName() + " " + it.path() + " " + (it.durationMs() < 20_000))
        .containsExactly("completed [1, A, 1] true");
  }

  @Test
  void shouldCorrectManyCallsStepByStepAlsoAcrossARestart() {
    int calls = 2 * DeadlineCorrection.MAX_PER_RECORD + 100;
    for (int call = 0; call < calls; call++) {
      ivr.sendStamped(simulator("call-" + call, "1"), ivr.now().plus(HOURS));
    }
    ivr.later(Duration.ofSeconds(1)).tick();
    try (var restarted = new IvrDriver(state.resolve("second"))) {
      restarted.restoreFrom(ivr);
      assertThat(restarted.wallClock(Duration.ofMillis(100))).as("the rest needs ticks").hasSize(1);
      restarted.tick().tick();
      assertThat(restarted.wallClock(Duration.ofSeconds(2))).as("all is corrected").isEmpty();

      restarted.later(Duration.ofSeconds(10));
      for (int tick = 0; tick <= calls / IvrProcessor.MAX_FIRINGS; tick++) {
        restarted.tick();
      }

      assertThat(restarted.outcomes()).hasSize(calls);
    }
  }

  @Test
  void shouldStandStillWhileTheBrokersClockIsBehind() {
    ivr.send(bridge("w1", "1", ivr.now())).later(Duration.ofSeconds(5));
    ivr.sendStamped(bridge("w1", "A", ivr.now()), ivr.now().minus(HOURS));
    ivr.later(Duration.ofSeconds(4)).send(bridge("w1", "1", ivr.now()));

    assertThat(ivr.outcomes())
        .extracting(it -> it.outcome().wireName())
        .containsExactly("completed");
  }

  @Test
  void shouldTellHowFarLogTimeIsAheadOfTheHostsClock() {
    ivr.send(menu("m1", ""));
    assertThat(ivr.gauge("ivr_log_time_ahead_seconds")).isZero();

    ivr.sendStamped(new CallEvent.Tick(ivr.now()), ivr.now().plus(HOURS));

    assertThat(ivr.gauge("ivr_log_time_ahead_seconds")).isEqualTo((double) HOURS.toSeconds());
  }
}
