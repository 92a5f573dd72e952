package io.switchboard.disposition.severity;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispositionDecisionTest {
  private static final DispositionRules RULES =
      new DispositionRules(
          "v1",
          List.of(
              new DispositionRule(
                  "do-not-call", List.of("1001", "1002"), "do_not_call", Severity.CRITICAL),
              new DispositionRule(
                  "callback", List.of("2001", "2002"), "callback_later", Severity.MEDIUM),
              new DispositionRule("lead", List.of("3003"), "qualified_lead", Severity.MEDIUM),
              new DispositionRule("wrong-number", List.of("4001"), "wrong_number", Severity.LOW)));

  @ParameterizedTest
  @CsvSource({
    "1001,do_not_call,CRITICAL,do-not-call",
    "2002,callback_later,MEDIUM,callback",
    "3003,qualified_lead,MEDIUM,lead",
    "4001,wrong_number,LOW,wrong-number",
    "777,unclassified,LOW,unclassified",
    "01001,unclassified,LOW,unclassified",
  })
  void shouldClassifyByTheRules(String code, String category, Severity severity, String rule) {
    var record =
        Objects.requireNonNull(DispositionDecision.of(RULES, null, result("e1", code, 0)).record());

    assertThat(record.category()).isEqualTo(category);
    assertThat(record.severity()).isEqualTo(severity);
    assertThat(record.ruleId()).isEqualTo(rule);
    assertThat(record.rulesVersion()).isEqualTo("v1");
    assertThat(record.revision()).isEqualTo(1);
    assertThat(record.supersedes()).isNull();
  }

  @Test
  void shouldWriteTheAuditEntryWithTheEventsTimeInSeconds() {
    var at = Instant.parse("2024-05-20T10:00:00.123Z");
    var result =
        new CallResult("e", "c", "1001", null, at, TimeSource.EVENT, at.plusSeconds(9), null);
    var decision = DispositionDecision.of(RULES, null, result);

    assertThat(Objects.requireNonNull(decision.record()).auditEntry())
        .isEqualTo("[2024-05-20T10:00:00Z] Disposition 1001 mapped to do_not_call");
  }

  @Test
  void shouldChangeNothingForTheSameEventAgain() {
    var known = DispositionDecision.of(RULES, null, result("e1", "1001", 0)).after();
    var decision = DispositionDecision.of(RULES, known, result("e1", "1001", 0));

    assertThat(decision.revision()).isEqualTo(new RevisionDecision.Repeated());
    assertThat(decision.record()).isNull();
    assertThat(decision.after()).isNull();
  }

  @Test
  void shouldTakeADifferentCodeForACorrection() {
    var known = DispositionDecision.of(RULES, null, result("e1", "2001", 0)).after();
    var record =
        Objects.requireNonNull(
            DispositionDecision.of(RULES, known, result("e2", "3003", 5)).record());

    assertThat(record.revision()).isEqualTo(2);
    assertThat(record.supersedes()).isEqualTo("e1");
    assertThat(record.stale()).isFalse();
  }

  @Test
  void shouldTakeTheLaterOnTheLogAtEqualTimes() {
    var known = DispositionDecision.of(RULES, null, result("e1", "2001", 0)).after();
    var record =
        Objects.requireNonNull(
            DispositionDecision.of(RULES, known, result("e2", "3003", 0)).record());

    assertThat(record.revision()).isEqualTo(2);
  }

  @Test
  void shouldConfirmTheRevisionForTheSameCodeInANewEvent() {
    var known = DispositionDecision.of(RULES, null, result("e1", "1001", 0)).after();
    var decision = DispositionDecision.of(RULES, known, result("e2", "1001", 3_600));
    var record = Objects.requireNonNull(decision.record());

    assertThat(record.revision()).isEqualTo(1);
    assertThat(record.supersedes()).isNull();
    assertThat(Objects.requireNonNull(decision.after()).eventId()).isEqualTo("e2");
  }

  @Test
  void shouldIgnoreAnOlderResultThatIsNoOptOut() {
    var known = DispositionDecision.of(RULES, null, result("e1", "3003", 10)).after();
    var decision = DispositionDecision.of(RULES, known, result("e2", "2001", 9));

    assertThat(decision.revision()).isEqualTo(new RevisionDecision.Outdated());
    assertThat(decision.record()).isNull();
  }

  @Test
  void shouldReportAnOlderOptOutOnceAndLetTheNewerResultStand() {
    var known = DispositionDecision.of(RULES, null, result("e1", "3003", 10)).after();
    var first = DispositionDecision.of(RULES, known, result("e2", "1001", 9));
    var again = DispositionDecision.of(RULES, first.after(), result("e2", "1001", 9));
    var record = Objects.requireNonNull(first.record());

    assertThat(record.stale()).isTrue();
    assertThat(record.revision()).isEqualTo(1);
    assertThat(Objects.requireNonNull(first.after()).code()).isEqualTo("3003");
    assertThat(again.revision()).isEqualTo(new RevisionDecision.Repeated());
  }

  @Test
  void shouldRecogniseAnEventWithoutATimeThatIsSentAgain() {
    var known = DispositionDecision.of(RULES, null, untimed("e1", "2001", 0)).after();
    var later = DispositionDecision.of(RULES, known, untimed("e2", "3003", 5)).after();
    var decision = DispositionDecision.of(RULES, later, untimed("e1", "2001", 9));

    assertThat(decision.revision()).isEqualTo(new RevisionDecision.Repeated());
  }

  @Test
  void shouldRecogniseAnEventOfAClockThatIsAheadWhenItIsSentAgain() {
    var known = DispositionDecision.of(RULES, null, ahead("e1", "2001", 0)).after();
    var later = DispositionDecision.of(RULES, known, ahead("e2", "3003", 5)).after();

    var decision = DispositionDecision.of(RULES, later, ahead("e1", "2001", 9));

    assertThat(decision.revision()).isEqualTo(new RevisionDecision.Repeated());
  }

  @Test
  void shouldLetALaterResultCountBehindOneOfAClockThatIsAhead() {
    var known = DispositionDecision.of(RULES, null, ahead("e1", "2001", 0)).after();

    var record =
        Objects.requireNonNull(
            DispositionDecision.of(RULES, known, result("e2", "1001", 5)).record());

    assertThat(record.stale()).isFalse();
    assertThat(record.revision()).isEqualTo(2);
  }

  /** What a store of an earlier version remembers of a call result of the year 9999. */
  @Test
  void shouldLetALaterResultCountBehindAFrozenOneOfAnEarlierVersion() {
    var frozen =
        new LastResult(
            "e1", "2001", Instant.parse("9999-12-31T00:00:00Z"), 3, List.of("e1"), List.of(), true);

    var decision = DispositionDecision.of(RULES, frozen, result("e2", "1001", 5));

    assertThat(Objects.requireNonNull(decision.record()).revision()).isEqualTo(4);
    assertThat(Objects.requireNonNull(decision.after()).mayBeAhead()).isFalse();
  }

  /** A call result whose time is an hour after its receipt. */
  private static CallResult ahead(String id, String code, int second) {
    var received = Instant.parse("2026-11-20T10:00:00Z").plusSeconds(second);
    var at = Instant.parse("2026-11-20T11:00:00Z");
    return new CallResult(id, "contact", code, null, at, TimeSource.EVENT, received, null);
  }

  private static CallResult untimed(String id, String code, int second) {
    var at = Instant.parse("2026-11-20T10:00:00Z").plusSeconds(second);
    return new CallResult(id, "contact", code, null, at, TimeSource.RECEIVED, at, null);
  }

  private static CallResult result(String id, String code, int second) {
    var at = Instant.parse("2026-11-20T10:00:00Z").plusSeconds(second);
    return new CallResult(
        id, "contact", code, "answered", at, TimeSource.EVENT, at.plusSeconds(1), null);
  }
}
