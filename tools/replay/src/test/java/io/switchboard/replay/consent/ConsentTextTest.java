package io.switchboard.replay.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncSource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsentTextTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void shouldSayThatThePushOfTheNewestStateWaits() {
    var optOut = decision(1, DncDecisionKind.APPLIED, "+14155552671");
    var stale = decision(2, DncDecisionKind.STALE, "+14155552671");

    assertThat(ConsentText.unanswered(optOut, List.of(optOut, stale)))
        .isEqualTo("not confirmed yet: the push waits");
  }

  @Test
  void shouldNameTheDecisionThatReplacedAState() {
    var first = decision(1, DncDecisionKind.APPLIED, "+14155552671");
    var duplicate = decision(2, DncDecisionKind.DUPLICATE, "+14155552671");
    var next = decision(3, DncDecisionKind.CLAMPED, "+14155552671");

    assertThat(ConsentText.unanswered(first, List.of(first, duplicate, next)))
        .isEqualTo("not pushed: decision 3 replaced it first");
  }

  @Test
  void shouldSayWhatIsNeverPushed() {
    var stale = decision(1, DncDecisionKind.STALE, "+14155552671");
    var raw = decision(1, DncDecisionKind.APPLIED, "raw:0123");
    var unresolved = decision(1, DncDecisionKind.UNRESOLVED, "call:c-1");

    assertThat(ConsentText.unanswered(stale, List.of(stale)))
        .isEqualTo("not pushed: it changed nothing");
    assertThat(ConsentText.unanswered(raw, List.of(raw))).isEqualTo("not pushed: not a number");
    assertThat(ConsentText.unanswered(unresolved, List.of(unresolved)))
        .isEqualTo("not pushed: the number is not known");
  }

  @Test
  void shouldSayThatCxoneCannotBeToldOfWhatIsNoNumber() {
    assertThat(ConsentText.notTold("+14155552671")).isEmpty();
    assertThat(ConsentText.notTold("raw:5551234"))
        .hasValueSatisfying(
            text -> assertThat(text).contains("CXone cannot be told", "whole number"));
    assertThat(ConsentText.notTold("call:c-1"))
        .hasValueSatisfying(text -> assertThat(text).contains("CXone cannot be told", "resolve"));
  }

  private static DncDecision decision(int place, DncDecisionKind kind, String key) {
    return new DncDecision(
        "d" + place,
        "e" + place,
        key,
        kind,
        Consent.OPT_OUT,
        NOON,
        NOON,
        NOON,
        DncSource.WEBHOOK,
        true,
        "a rule",
        "1",
        null,
        null,
        place,
        "0",
        "1");
  }
}
