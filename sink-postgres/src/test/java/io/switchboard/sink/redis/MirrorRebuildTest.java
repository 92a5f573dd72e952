package io.switchboard.sink.redis;

import static io.switchboard.sink.redis.MirrorRig.NOON;
import static io.switchboard.sink.redis.MirrorRig.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MirrorRebuildTest {
  private final MirrorRig rig = new MirrorRig();

  @Test
  void shouldFillANewEpochFromPostgresqlBesideTheCurrentOneAndSwitch() throws Exception {
    try (var connection = database();
        var statement = connection.createStatement();
        var store = rig.store()) {
      statement.execute(
          """
          INSERT INTO dnc_registry SELECT '+1415555' || (1000 + i), true, '2026-11-20T12:00:00Z',
          'id', 'webhook', 'opt-out by webhook' FROM generate_series(1, 4500) i\
          """);
      var old = MirrorStoreTest.begin(store);
      store.write(List.of(registration("+1wrong", true, NOON, "a")), Map.of());
      var progress = new ArrayList<Long>();

      var result = new MirrorRebuild(store, connection).run((done, _) -> progress.add(done));

      assertThat(result.numbers()).isEqualTo(4_500);
      assertThat(result.removed()).isEqualTo(1);
      assertThat(progress).containsExactly(2_000L, 4_000L, 4_500L);
      assertThat(store.epoch()).contains(result.epoch());
      assertThat(result.epoch()).isNotEqualTo(old);
      assertThat(rig.entry(result.epoch(), "+14155551001").orElseThrow().reason())
          .isEqualTo("opt-out by webhook");
      assertThat(rig.entry(old, "+1wrong")).isEmpty();
    }
  }

  private Connection database() throws Exception {
    var url = EmbeddedDatabase.shared().database("r" + Long.toString(System.nanoTime(), 36));
    var settings = DatabaseSettings.parse(url);
    var connection =
        DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE dnc_registry (phone_number text PRIMARY KEY, do_not_call boolean,
            event_time timestamptz, event_id text, source text, reason text);
          CREATE TABLE kafka_offsets (consumer text, topic_id text, partition int,
            next_offset bigint)\
          """);
    }
    return connection;
  }
}
