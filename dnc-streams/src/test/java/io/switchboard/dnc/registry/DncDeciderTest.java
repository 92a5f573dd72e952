package io.switchboard.dnc.registry;

import static io.switchboard.dnc.registry.SampleEvents.NOON;
import static io.switchboard.dnc.registry.SampleEvents.NUMBER;
import static io.switchboard.dnc.registry.SampleEvents.optIn;
import static io.switchboard.dnc.registry.SampleEvents.optOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DncDeciderTest {
  private static final Instant EARLIER = NOON.minusSeconds(60);
  private static final Instant LATER = NOON.minusSeconds(30);

  static Stream<Arguments> tables() {
    return Stream.of(
        arguments(
            "a first opt-out", List.of(), optOut("a", EARLIER), "applied", ConsentRule.FIRST, true),
        arguments(
            "a first opt-in", List.of(), optIn("a", EARLIER), "applied", ConsentRule.FIRST, false),
        arguments(
            "an opt-in after an opt-out",
            List.of(optOut("a", EARLIER)),
            optIn("b", LATER),
            "applied",
            ConsentRule.LATER_TIME,
            false),
        arguments(
            "an opt-in that happened before the opt-out",
            List.of(optOut("a", LATER)),
            optIn("b", EARLIER),
            "stale",
            ConsentRule.OLDER,
            true),
        arguments(
            "an opt-out at the very time of an opt-in",
            List.of(optIn("z", EARLIER)),
            optOut("a", EARLIER),
            "applied",
            ConsentRule.OPT_OUT_AT_EQUAL_TIME,
            true),
        arguments(
            "an opt-in at the very time of an opt-out",
            List.of(optOut("a", EARLIER)),
            optIn("z", EARLIER),
            "stale",
            ConsentRule.OLDER,
            true),
        arguments(
            "the larger id at equal times",
            List.of(optOut("a", EARLIER)),
            optOut("b", EARLIER),
            "applied",
            ConsentRule.LARGER_ID,
            true),
        arguments(
            "the same event again",
            List.of(optOut("a", EARLIER)),
            optOut("a", EARLIER),
            "duplicate",
            ConsentRule.REPEAT,
            true),
        arguments(
            "an opt-out ahead of its receipt",
            List.of(),
            optOut("a", NOON.plus(Duration.ofDays(400))),
            "clamped",
            ConsentRule.FIRST,
            true),
        arguments(
            "an opt-in 5 minutes ahead",
            List.of(),
            optIn("a", NOON.plus(Duration.ofMinutes(5))),
            "clamped",
            ConsentRule.FIRST,
            false),
        arguments(
            "an opt-in more than 5 minutes ahead",
            List.of(optOut("a", EARLIER)),
            optIn("b", NOON.plus(Duration.ofMinutes(5)).plusMillis(1)),
            "quarantined",
            ConsentRule.OPT_IN_AHEAD,
            true),
        arguments(
            "an opt-in without a time",
            List.of(optOut("a", EARLIER)),
            doubtful(TimeSource.RECEIVED, null),
            "quarantined",
            ConsentRule.OPT_IN_WITHOUT_TIME,
            true),
        arguments(
            "an opt-in of a number with two readings",
            List.of(optOut("a", EARLIER)),
            doubtful(TimeSource.EVENT, "+6562234567"),
            "quarantined",
            ConsentRule.OPT_IN_TWO_READINGS,
            true),
        arguments(
            "an opt-out without a known number",
            List.of(),
            unknown("contact:c1"),
            "unresolved",
            ConsentRule.NUMBER_UNKNOWN,
            true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void shouldDecide(
      String name,
      List<DncEvent> before,
      DncEvent event,
      String kind,
      ConsentRule rule,
      boolean doNotCall) {
    var state = NumberState.NONE;
    for (var earlier : before) {
      state = DncDecider.decide(state, earlier).state();
    }

    var decision = DncDecider.decide(state, event).decision();

    assertThat(decision.kind().wireName()).as(name).isEqualTo(kind);
    assertThat(decision.rule()).isEqualTo(rule.description());
    assertThat(decision.doNotCall()).isEqualTo(doNotCall);
    assertThat(decision.chainLength()).isEqualTo(before.size() + 1L);
  }

  @Test
  void shouldRegisterWhatStandsWithTheHeadOfItsChain() {
    var first = DncDecider.decide(NumberState.NONE, optOut("a", LATER));

    var second = DncDecider.decide(first.state(), optIn("b", EARLIER));

    var registration = second.registration().orElseThrow();
    assertThat(registration.doNotCall()).isTrue();
    assertThat(registration.eventId()).isEqualTo("a");
    assertThat(registration.eventTime()).isEqualTo(LATER);
    assertThat(registration.reason()).isEqualTo("opt-out by webhook");
    assertThat(registration.chainLength()).isEqualTo(2);
    assertThat(registration.chainHead()).isEqualTo(second.decision().hash());
  }

  @Test
  void shouldNotRegisterANumberOfWhichNothingIsBelieved() {
    var decided = DncDecider.decide(NumberState.NONE, doubtful(TimeSource.RECEIVED, null));

    assertThat(decided.registration()).isEmpty();
    assertThat(decided.state().open()).isTrue();
  }

  @Test
  void shouldNotRegisterAnOptOutWithoutAKnownNumber() {
    assertThat(DncDecider.decide(NumberState.NONE, unknown("call:1")).registration()).isEmpty();
  }

  @Test
  void shouldCloseAQuarantineWhenSomethingIsApplied() {
    var quarantined = DncDecider.decide(NumberState.NONE, doubtful(TimeSource.RECEIVED, null));

    var after = DncDecider.decide(quarantined.state(), optIn("b", LATER));

    assertThat(after.state().open()).isFalse();
  }

  @Test
  void shouldRememberTheNewestSixteenEventsOnly() {
    var state = NumberState.NONE;
    for (var i : IntStream.range(0, 20).toArray()) {
      state = DncDecider.decide(state, optOut("event-" + i, EARLIER.plusSeconds(i))).state();
    }

    assertThat(state.recent()).hasSize(16).startsWith("event-4").endsWith("event-19");
    assertThat(DncDecider.decide(state, optOut("event-0", EARLIER)).decision().kind())
        .isEqualTo(DncDecisionKind.STALE);
  }

  private static DncEvent doubtful(TimeSource timeSource, @Nullable String otherReading) {
    return SampleEvents.event("d", NUMBER, Consent.OPT_IN, NOON, timeSource, NOON, otherReading);
  }

  private static DncEvent unknown(String key) {
    return SampleEvents.event("u", key, Consent.OPT_OUT, EARLIER, TimeSource.EVENT, NOON, null);
  }
}
