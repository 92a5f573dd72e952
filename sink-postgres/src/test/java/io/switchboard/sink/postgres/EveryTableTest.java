package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EveryTableTest {
  private static final Instant T1 = Instant.parse("2026-11-20T10:00:01.250Z");
  private static final Instant T5 = Instant.parse("2026-11-20T10:00:05Z");
  private static SinkRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = SinkRig.start();
    rig.loop();
  }

  @AfterAll
  static void stop() throws Exception {
    rig.close();
  }

  @Test
  void shouldKeepTheNewerOfTwoContactEventsInOneWebhook() {
    rig.contact("p1", contact("p1", "Ada", "2026-11-20T10:00:05Z"));
    rig.contact("p1", contact("p1", "OLD", "2026-11-20T10:00:01Z"));

    rig.awaitRows(
        "select id, external_id, first_name, last_name, email, updated_ts, sync_status, extra"
            + " from contact_records where id = 'p1'",
        "p1|x1|Ada|L|a@x.org|2026-11-20 10:00:05+00|pending|{}");
  }

  @Test
  void shouldTakeAContactEventAsTheWholeContact() {
    rig.contact("p2", contact("p2", "Ada", "2026-11-20T10:00:05Z"));
    rig.contact(
        "p2",
        "{\"id\":\"p2\",\"firstName\":\"Zoë\",\"timestamp\":\"2026-11-20T10:00:06Z\",\"vip\":true,\"score\":1.50}");

    rig.awaitRows(
        "select external_id, first_name, email, extra from contact_records where id = 'p2'"
            + " and first_name <> 'Ada'",
        "null|Zoë|null|{\"vip\": true, \"score\": 1.50}");
  }

  @Test
  void shouldLetTheLaterOnTheLogWinAtEqualTimes() {
    rig.contact("p3", contact("p3", "first", "2026-11-20T10:00:05Z"));
    rig.flush();
    rig.awaitRows("select first_name from contact_records where id = 'p3'", "first");

    rig.contact("p3", contact("p3", "second", "2026-11-20T10:00:05Z"));
    rig.contact("p3", contact("p3", "third", "2026-11-20T10:00:05.000+00:00"));

    rig.awaitRows("select first_name from contact_records where id = 'p3'", "third");
  }

  @Test
  void shouldTakeTheTimeOfReceiptForAMissingOrUnreadableTime() {
    rig.contact("p4", "{\"id\":\"p4\"}");
    rig.contact("p5", "{\"id\":\"p5\",\"timestamp\":\"yesterday\"}");

    rig.awaitRows(
        "select id, updated_ts from contact_records where id in ('p4', 'p5') order by id",
        "p4|2026-11-20 11:00:00+00",
        "p5|2026-11-20 11:00:00+00");
  }

  @Test
  void shouldReadTheTimesThatEveryServiceReads() {
    rig.contact("p8", "{\"id\":\"p8\",\"timestamp\":1795168805000.0}");
    rig.contact("p9", "{\"id\":\"p9\",\"timestamp\":\"2026-11-20T10:00:05,5+0000\"}");
    rig.contact("p10", "{\"id\":\"p10\",\"timestamp\":202405201010,\"externalId\":1001.0}");

    rig.awaitRows(
        "select id, updated_ts, external_id from contact_records where id in ('p8', 'p9', 'p10')"
            + " order by updated_ts",
        "p8|2026-11-20 10:00:05+00|null",
        "p9|2026-11-20 10:00:05.5+00|null",
        "p10|2026-11-20 11:00:00+00|1001");
  }

  @Test
  void shouldNotBeFrozenByASenderWhoseClockIsAhead() {
    rig.contact("p6", contact("p6", "year 9999", "9999-12-31T00:00:00Z"));
    rig.contact("p6", contact("p6", "ahead", "2026-11-20T18:00:00Z"));
    rig.flush();
    rig.awaitRows(
        "select first_name, updated_ts, event_time from contact_records where id = 'p6'",
        "ahead|2026-11-20 11:00:00+00|2026-11-20 18:00:00+00");

    rig.contact(
        "p6", contact("p6", "right", "2026-11-20T12:00:00Z"), SinkRig.RECEIVED.plusSeconds(3_601));

    rig.awaitRows(
        "select first_name, updated_ts, event_time from contact_records where id = 'p6'",
        "right|2026-11-20 12:00:00+00|2026-11-20 12:00:00+00");
  }

  @Test
  void shouldOrderDispositionsByTheEarlierOfEventTimeAndReceipt() {
    disposition("d6", "k6", "3001", 1, Instant.parse("2026-11-20T18:00:00Z"), false);
    disposition("d7", "k6", "1001", 2, SinkRig.RECEIVED, false);

    rig.awaitRows(
        "select event_id, event_time, effective_time from dispositions_current"
            + " where contact_id = 'k6'",
        "d7|2026-11-20 11:00:00+00|2026-11-20 11:00:00+00");
  }

  @Test
  void shouldWriteCallOutcomes() {
    rig.send(
        rig.kafka.topics().ivrOutcomes(),
        "c1",
        new CallOutcome(
            "c1",
            Outcome.COMPLETED,
            "selection",
            List.of("1", "A", "1"),
            List.of("main_menu", "department"),
            T1,
            T5,
            3_750,
            "+14155550100",
            Tier.GOLD,
            "hash",
            CallSource.MENU),
        "o1",
        T5);

    rig.awaitRows(
        "select call_id, outcome, reason, path, nodes, started_at, duration_ms, phone_number, tier,"
            + " definition, source, extra from ivr_outcomes where call_id = 'c1'",
        "c1|completed|selection|[\"1\", \"A\", \"1\"]|[\"main_menu\", \"department\"]"
            + "|2026-11-20 10:00:01.25+00|3750|+14155550100|gold|hash|menu|{}");
  }

  @Test
  void shouldKeepEveryDispositionAndTheNewestOfEachContact() {
    disposition("d1", "k1", "1001", 1, T1, false);
    disposition("d2", "k1", "2001", 2, T5, false);
    disposition("d2", "k1", "2001", 2, T5, false);
    disposition("d3", "k1", "1002", 2, T1, true);

    rig.awaitRows(
        "select event_id, disposition_code, severity, revision, stale, phone_number, extra"
            + " from dispositions where contact_id = 'k1' order by event_id",
        "d1|1001|critical|1|f|+14155550100|{}",
        "d2|2001|critical|2|f|+14155550100|{}",
        "d3|1002|critical|2|t|+14155550100|{}");
    rig.awaitRows(
        "select event_id, revision, event_time from dispositions_current where contact_id = 'k1'",
        "d2|2|2026-11-20 10:00:05+00");
  }

  @Test
  void shouldKeepTheNewestStateInTheRegistry() {
    registration("+14155552671", true, 2, T5);
    registration("+14155552671", false, 1, T1);

    rig.awaitRows(
        "select do_not_call, event_time, source, custom_list_ids, chain_length, extra"
            + " from dnc_registry where phone_number = '+14155552671'",
        "t|2026-11-20 10:00:05+00|webhook|[\"7\"]|2|{}");
  }

  @Test
  void shouldAppendDecisionsAndRefuseToChangeThem() {
    decision("x1", 1);
    decision("x2", 2);
    decision("x1", 1);

    rig.awaitRows(
        "select decision_id, kind, event_name, effective_time, do_not_call, entered_by,"
            + " chain_length, hash, extra from dnc_decisions where phone_number = '+442079460958'"
            + " order by 1",
        "x1|applied|optOut|2026-11-20 10:00:01.25+00|t|eve|1|h1|{}",
        "x2|applied|optOut|2026-11-20 10:00:01.25+00|t|eve|2|h2|{}");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> rig.execute("delete from dnc_decisions"))
        .hasMessageContaining("append-only");
  }

  @Test
  void shouldFollowCxonesAnswerInTheSyncStatus() {
    rig.contact("k9", contact("k9", "Ada", "2026-11-20T10:00:05Z"));
    disposition("s1", "k9", "1001", 1, T1, false);
    push("a1", "k9", "s1", PushOutcome.CONFIRMED);
    rig.awaitRows("select sync_status from contact_records where id = 'k9'", "synced");

    disposition("s2", "k9", "2001", 2, T5, false);
    rig.awaitRows("select sync_status from contact_records where id = 'k9'", "pending");

    push("a2", "k9", "s2", PushOutcome.DEAD_LETTERED);
    rig.awaitRows("select sync_status from contact_records where id = 'k9'", "failed");

    disposition("s3", "k9", "4001", 3, T5.plusSeconds(1), false);
    push("a3", "k9", "s3", PushOutcome.NOT_PUSHED);
    rig.awaitRows("select sync_status from contact_records where id = 'k9'", "synced");
    rig.awaitRows(
        "select push_id, outcome, status, attempts, latency_ms, error from cxone_pushes"
            + " where key = 'k9' order by 1",
        "a1|confirmed|200|1|12|null",
        "a2|dead_lettered|404|1|12|not found",
        "a3|not_pushed|404|1|12|not found");
  }

  @Test
  void shouldKnowTheSyncStatusOfAContactThatComesAfterTheAnswer() {
    push("b1", "k10", "t1", PushOutcome.CONFIRMED);
    disposition("t1", "k10", "1001", 1, T1, false);
    rig.awaitRows("select count(*) from dispositions_current where contact_id = 'k10'", "1");

    rig.contact("k10", contact("k10", "Ada", "2026-11-20T10:00:05Z"));

    rig.awaitRows("select sync_status from contact_records where id = 'k10'", "synced");
  }

  @ParameterizedTest
  @CsvSource({
    // before, its chain, and after, whose chain began anew; what stands
    "false, 5, T1, true, 1, T5, true",
    "true, 5, T5, false, 1, T1, true",
    "false, 5, T1, true, 1, T1, true",
    "true, 5, T1, false, 6, T1, true",
    "true, 5, T1, false, 1, T5, false",
  })
  void shouldKeepTheOrderOnEventsWhenChainsBeganAnew(
      boolean before,
      long chain,
      String time,
      boolean after,
      long newChain,
      String newTime,
      boolean stands)
      throws Exception {
    var number = "+14155550%s%d%s".formatted(before ? "1" : "0", chain, newChain + newTime);
    registration(number, before, chain, time.equals("T1") ? T1 : T5);
    rig.awaitDrained();

    registration(number, after, newChain, newTime.equals("T1") ? T1 : T5);

    rig.awaitDrained();
    assertThat(
            rig.query("select do_not_call from dnc_registry where phone_number = '" + number + "'"))
        .containsExactly(stands ? "t" : "f");
  }

  @Test
  void shouldObserveTheLagAtTheCommit() {
    rig.contact("lag", contact("lag", "Ada", "2026-11-20T10:00:05Z"));
    rig.awaitRows("select count(*) from contact_records where id = 'lag'", "1");

    assertThat(rig.registry.get("cxone_sync_lag").tag("status", "committed").timer().count())
        .isPositive();
  }

  private static String contact(String id, String name, String time) {
    return """
    {"id":"%s","externalId":"x1","firstName":"%s","lastName":"L","email":"a@x.org","timestamp":"%s"}\
    """
        .formatted(id, name, time);
  }

  private static void disposition(
      String event, String contact, String code, int revision, Instant time, boolean stale) {
    rig.send(
        rig.kafka.topics().dispositionsClassified(),
        contact,
        new ClassifiedDisposition(
            event,
            contact,
            code,
            null,
            "do_not_call",
            Severity.CRITICAL,
            "rule",
            "1",
            "audit",
            revision,
            null,
            stale,
            time,
            TimeSource.EVENT,
            SinkRig.RECEIVED,
            "+14155550100"),
        event,
        time);
  }

  private static void registration(String number, boolean optedOut, long length, Instant time) {
    rig.send(
        rig.kafka.topics().dncRegistry(),
        number,
        new DncRegistration(
            number,
            optedOut,
            time,
            "e" + length,
            DncSource.WEBHOOK,
            "opt-out by webhook",
            List.of("7"),
            "h" + length,
            length,
            SinkRig.RECEIVED),
        "r" + length,
        time);
  }

  private static void decision(String id, long length) {
    rig.send(
        rig.kafka.topics().dncDecisions(),
        "+442079460958",
        new DncDecision(
            id,
            "e" + length,
            "+442079460958",
            DncDecisionKind.APPLIED,
            Consent.OPT_OUT,
            T5,
            T1,
            SinkRig.RECEIVED,
            DncSource.OPERATOR,
            true,
            "later wins",
            "9.0",
            "eve",
            "asked",
            length,
            "0",
            "h" + length),
        id,
        T5);
  }

  private static void push(String id, String contact, String event, PushOutcome outcome) {
    var confirmed = outcome == PushOutcome.CONFIRMED;
    rig.send(
        rig.kafka.topics().pushes(),
        contact,
        new PushAnswer(
            PushKind.CONTACT,
            contact,
            event,
            outcome,
            confirmed ? 200 : 404,
            1,
            T1,
            T5,
            12,
            confirmed ? null : "not found",
            confirmed ? "r-1" : null),
        id,
        T1);
  }
}
