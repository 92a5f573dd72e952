package io.switchboard.sink.cxone;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.postgres.SinkRig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The ids of CXone's records, as the sink has written them down. */
class KnownRecordsTest {
  private static final String PUSH =
      """
      insert into cxone_pushes(push_id, kind, key, event_id, outcome, status, attempts, event_time,
        answered_at, latency_ms, record_id)
      values ('%1$s', '%2$s', '%3$s', '%1$s', 'confirmed', 200, 1, now(),
        timestamptz 'epoch' + interval '%4$d seconds', 1, %5$s)\
      """;

  @Test
  void shouldReadTheNewestIdOfEachNumberOnce() throws Exception {
    try (var rig = SinkRig.start()) {
      rig.execute(PUSH.formatted("a", "outbound", "+14155550100", 1, "'old'"));
      rig.execute(PUSH.formatted("b", "outbound", "+14155550100", 3, "'new'"));
      rig.execute(PUSH.formatted("c", "outbound", "+14155550100", 4, "null"));
      rig.execute(PUSH.formatted("d", "contact", "+14155550101", 1, "'another kind'"));
      var asked = new AtomicInteger();
      var records =
          new KnownRecords(
              () -> {
                asked.incrementAndGet();
                return rig.connect();
              });

      for (var i = 0; i < 2; i++) {
        records.look(List.of("+14155550100", "+14155550101"));
      }

      assertThat(records.id("+14155550100")).isEqualTo("new");
      assertThat(records.id("+14155550101")).isNull();
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void shouldNotAskADatabaseAgainThatHasJustFailed() {
    var asked = new AtomicInteger();
    var records =
        new KnownRecords(
            () -> {
              asked.incrementAndGet();
              return PushRig.NO_DATABASE.connect();
            });

    for (var i = 0; i < 5; i++) {
      records.look(List.of("+1415555010" + i));
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldNotBringBackFromTheDatabaseWhatItForgot() throws Exception {
    try (var rig = SinkRig.start()) {
      rig.execute(PUSH.formatted("a", "outbound", "+14155550100", 1, "'gone'"));
      var records = new KnownRecords(rig::connect);
      records.look(List.of("+14155550100"));

      assertThat(records.forgot("+14155550100")).isTrue();

      records.look(List.of("+14155550100"));
      assertThat(records.id("+14155550100")).isNull();
      assertThat(records.forgot("+14155550100")).isFalse();
    }
  }

  // starts once for all tests of the module
  static {
    EmbeddedDatabase.shared();
  }
}
