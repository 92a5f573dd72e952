package io.switchboard.pushes.delivery;

import static io.switchboard.pushes.state.StreamRecords.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.pushes.PushTables;
import io.switchboard.pushes.state.StreamRecords;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redriven and replayed states, which a newer one may have overtaken. */
class RepeatedStatesTest {
  private static final String NUMBER = "+14155552671";
  private static final String OTHER = "+14155552672";

  private static PushTables tables;
  private DeliveryRig rig;

  @BeforeAll
  static void create() throws Exception {
    tables = PushTables.create();
  }

  @BeforeEach
  void clear() throws Exception {
    tables.execute("truncate dnc_registry, kafka_offsets");
    rig = new DeliveryRig(tables.database());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void shouldNotPushWhatANewerStateHasOvertaken() throws Exception {
    read(1_000);
    current("newer", 10, true);
    rig.repeated(state(NUMBER, "older", false));
    rig.number(state(OTHER, "e2", true));

    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> new Confirmed(200));

    await().until(rig::everythingIsDone);
    assertThat(numbers()).containsExactly(OTHER);
    assertThat(rig.answers()).hasSize(1);
  }

  @Test
  void shouldPushTheNewestStateAgain() throws Exception {
    read(1_000);
    current("e1", 0, true);
    rig.repeated(state(NUMBER, "e1", true));

    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> new Confirmed(200));

    await().until(rig::everythingIsDone);
    assertThat(numbers()).containsExactly(NUMBER);
  }

  @Test
  void shouldWaitUntilPostgresqlHasReadAsFarAsTheRecord() throws Exception {
    read(0);
    rig.repeated(state(NUMBER, "older", false));
    rig.number(state(OTHER, "e2", true));
    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> new Confirmed(200));
    await().until(() -> numbers().equals(List.of(OTHER)));
    var early = rig.everythingIsDone();

    current("newer", 10, true);
    read(1_000);

    await().until(rig::everythingIsDone);
    assertThat(early).isFalse();
    assertThat(numbers()).containsExactly(OTHER);
  }

  @Test
  void shouldNotLetARepeatedStateReplaceANewerOneThatWaits() {
    rig.number(at(state(NUMBER, "newer", true), 10));
    rig.repeated(state(NUMBER, "older", false));

    rig.start(PushKind.OUTBOUND, Duration.ofHours(1), _ -> new Confirmed(200));

    await().until(rig::everythingIsDone);
    assertThat(rig.answers()).extracting(answer -> answer.eventId()).containsExactly("newer");
  }

  private List<String> numbers() {
    return rig.calls.stream()
        .flatMap(call -> DeliveryRig.contacts(call).stream())
        .map(contact -> contact.phoneNumber())
        .toList();
  }

  private static DncRegistration state(String number, String eventId, boolean doNotCall) {
    return StreamRecords.registration(number, doNotCall, eventId);
  }

  private static DncRegistration at(DncRegistration state, int seconds) {
    return new DncRegistration(
        state.phoneNumber(),
        state.doNotCall(),
        AT.plusSeconds(seconds),
        state.eventId(),
        DncSource.values()[0],
        null,
        List.of(),
        "head",
        2,
        AT.plusSeconds(seconds));
  }

  /** How far PostgreSQL has read the registry. */
  private static void read(long offset) throws SQLException {
    tables.execute(
        """
        insert into kafka_offsets(consumer, topic_id, partition, topic, next_offset)
        values ('sink-postgres', 'id', 0, 'dnc.registry', %d)
        on conflict (consumer, topic_id, partition) do update set next_offset = excluded.next_offset
        """
            .formatted(offset));
  }

  private static void current(String eventId, int seconds, boolean doNotCall) throws SQLException {
    var time = AT.plusSeconds(seconds);
    tables.execute(
        """
        insert into dnc_registry(phone_number, do_not_call, event_time, event_id, chain_length,
          received_at)
        values ('%s', %s, '%s', '%s', 1, '%s')
        """
            .formatted(NUMBER, doNotCall, time, eventId, time));
  }
}
