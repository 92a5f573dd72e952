package io.switchboard.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.pushes.records.CurrentStates;
import io.switchboard.pushes.records.OutboundRecordIds;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.StateOrder;
import io.switchboard.sink.postgres.SinkRig;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pushes read from PostgreSQL, on the tables as the migrations create them. */
final class PushQueriesTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:05Z");

  private static SinkRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = SinkRig.start();
    rig.execute(
        """
        insert into kafka_offsets(consumer, topic_id, partition, topic, next_offset)
        values ('sink-postgres', 'id', 0, 'source', 1)
        """);
  }

  @AfterAll
  static void stop() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindTheCurrentStateOfEachKind(PushKind kind) {
    rig.execute(row(kind));
    var older = push(kind, AT.minusSeconds(1));
    var newer = push(kind, AT.plusSeconds(1));

    var findings =
        new CurrentStates(rig::connect, "sink-postgres").check(kind, List.of(older, newer));

    assertThat(findings.unknown()).isEmpty();
    assertThat(findings.overtaken()).containsExactly(older);
  }

  @Test
  void shouldFindTheRecordIdOfANumber() {
    rig.execute(
        """
        insert into cxone_pushes(push_id, kind, key, event_id, outcome, status, attempts,
          event_time, answered_at, latency_ms, record_id)
        values ('p', 'outbound', '+14155550100', 'p', 'confirmed', 200, 1, now(), now(), 1, 'r-1')
        """);
    var records = new OutboundRecordIds(rig::connect);

    records.lookUp(List.of("+14155550100"));

    assertThat(records.id("+14155550100")).isEqualTo("r-1");
  }

  private static Push push(PushKind kind, Instant time) {
    return new Push(
        kind,
        "k",
        "e-" + time,
        time,
        time,
        false,
        new CxoneCall.PatchContact("k", "lead", "audit"),
        new StateOrder(time, false, 1),
        true,
        "trace",
        new ConsumerRecord<>("source", 0, 0, new byte[0], new byte[0]));
  }

  private static String row(PushKind kind) {
    return switch (kind) {
      case CONTACT ->
          """
          insert into dispositions_current(contact_id, event_id, disposition_code, category,
            severity, rule_id, rules_version, audit_entry, revision, event_time, time_source,
            received_at)
          values ('k', 'e', '1', 'c', 'low', 'r', '1', 'a', 1, '%1$s', 'event', '%1$s')
          """
              .formatted(AT);
      case INTERACTION ->
          """
          insert into ivr_outcomes(call_id, outcome, reason, path, nodes, started_at, ended_at,
            duration_ms)
          values ('k', 'completed', 'selection', '[]', '[]', '%1$s', '%1$s', 1)
          """
              .formatted(AT);
      case OUTBOUND ->
          """
          insert into dnc_registry(phone_number, do_not_call, event_time, event_id, source,
            chain_head, chain_length, received_at)
          values ('k', false, '%1$s', 'e', 'webhook', 'head', 1, '%1$s')
          """
              .formatted(AT);
    };
  }
}
