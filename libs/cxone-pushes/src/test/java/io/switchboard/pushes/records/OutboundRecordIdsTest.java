package io.switchboard.pushes.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.pushes.PushRig;
import io.switchboard.pushes.PushTables;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The ids of CXone's records, as the sink has written them down. */
class OutboundRecordIdsTest {
  private static final String PUSH =
      """
      insert into cxone_pushes(kind, key, answered_at, record_id)
      values ('%s', '%s', timestamptz 'epoch' + interval '%d seconds', %s)\
      """;

  @Test
  void shouldReadTheNewestIdOfEachNumberOnce() throws Exception {
    var tables = PushTables.create();
    tables.execute(PUSH.formatted("outbound", "+14155550100", 1, "'old'"));
    tables.execute(PUSH.formatted("outbound", "+14155550100", 3, "'new'"));
    tables.execute(PUSH.formatted("outbound", "+14155550100", 4, "null"));
    tables.execute(PUSH.formatted("contact", "+14155550101", 1, "'another kind'"));
    var asked = new AtomicInteger();
    var records =
        new OutboundRecordIds(
            () -> {
              asked.incrementAndGet();
              return tables.database().connect();
            });

    for (var i = 0; i < 2; i++) {
      records.lookUp(List.of("+14155550100", "+14155550101"));
    }

    assertThat(records.id("+14155550100")).isEqualTo("new");
    assertThat(records.id("+14155550101")).isNull();
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldNotAskADatabaseAgainThatHasJustFailed() {
    var asked = new AtomicInteger();
    var records =
        new OutboundRecordIds(
            () -> {
              asked.incrementAndGet();
              return PushRig.NO_DATABASE.connect();
            });

    for (var i = 0; i < 5; i++) {
      records.lookUp(List.of("+1415555010" + i));
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldNotBringBackFromTheDatabaseWhatItForgot() throws Exception {
    var tables = PushTables.create();
    tables.execute(PUSH.formatted("outbound", "+14155550100", 1, "'gone'"));
    var records = new OutboundRecordIds(tables.database());
    records.lookUp(List.of("+14155550100"));

    assertThat(records.forget("+14155550100")).isTrue();

    records.lookUp(List.of("+14155550100"));
    assertThat(records.id("+14155550100")).isNull();
    assertThat(records.forget("+14155550100")).isFalse();
  }
}
