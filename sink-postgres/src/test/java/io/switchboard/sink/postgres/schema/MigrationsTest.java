package io.switchboard.sink.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.postgres.SinkRig;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Upgrade and rollback share one database. */
final class MigrationsTest {
  private static final String WAITING_FOR_LONGER =
      """
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
        and clock_timestamp() - query_start > interval '1500 ms'\
      """;

  @Test
  void shouldLetLaterEventsCountForContactsThatAreDatedAhead() throws Exception {
    var url = EmbeddedDatabase.shared().database("dated_" + Long.toString(System.nanoTime(), 36));
    var database = new Database(DatabaseSettings.parse(url), "migrations");
    Migrations.apply(database, "7");
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into kafka_offsets(consumer, topic_id, partition, topic, next_offset, updated_at)
            values ('sink', 't', 0, 't', 1, '2026-11-20T12:00:00Z');
          insert into contact_records(id, updated_ts)
            values ('ahead', '9999-12-31T00:00:00Z'), ('right', '2026-11-20T10:00:00Z');
          insert into dispositions_current(contact_id, event_id, disposition_code, category,
              severity, rule_id, rules_version, audit_entry, revision, event_time, time_source,
              received_at)
            values ('ahead', 'e1', '1', 'x', 'low', 'r', '1', '', 1, '9999-12-31T00:00:00Z',
                'event', '2026-11-20T11:00:00Z'),
              ('right', 'e2', '1', 'x', 'low', 'r', '1', '', 1, '2026-11-20T10:00:00Z',
                'event', '2026-11-20T11:00:00Z')\
          """);

      Migrations.apply(database);

      assertThat(
              rows(statement, "select id, updated_ts, event_time from contact_records order by id"))
          .containsExactly(
              "ahead 2026-11-20T12:00:00Z 9999-12-31T00:00:00Z",
              "right 2026-11-20T10:00:00Z 2026-11-20T10:00:00Z");
      assertThat(
              rows(
                  statement,
                  "select contact_id, effective_time, event_time from dispositions_current"
                      + " order by contact_id"))
          .containsExactly(
              "ahead 2026-11-20T11:00:00Z 9999-12-31T00:00:00Z",
              "right 2026-11-20T10:00:00Z 2026-11-20T10:00:00Z");
    }
  }

  @Test
  void shouldMigrateForLongerThanAStatementOfTheRoleMayTake() throws Exception {
    var name = "limited_" + Long.toString(System.nanoTime(), 36);
    var url = EmbeddedDatabase.shared().database(name);
    var database = new Database(DatabaseSettings.parse(url), "migrations");
    Migrations.apply(database, "7");
    try (var holder = database.connect();
        var statement = holder.createStatement();
        var observer = database.connect();
        var observing = observer.createStatement();
        var migrating = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("alter database " + name + " set statement_timeout = '1s'");
      statement.execute("begin; lock table contact_records");

      var migrated =
          migrating.submit(
              () -> {
                Migrations.apply(database);
                return true;
              });
      await()
          .until(
              () -> {
                try (var waiting = observing.executeQuery(WAITING_FOR_LONGER)) {
                  return migrated.isDone() || waiting.next();
                }
              });
      statement.execute("rollback");

      assertThat(migrated.get()).isTrue();
    }
  }

  @Test
  void shouldNameAnEncodingThatLacksCharacters() throws Exception {
    var name = "latin_" + Long.toString(System.nanoTime(), 36);
    var shared = EmbeddedDatabase.shared().database("migrations_of_others");
    try (var connection = new Database(DatabaseSettings.parse(shared), "migrations").connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "create database " + name + " encoding 'LATIN1' template template0 locale 'C'");
    }
    var database =
        new Database(DatabaseSettings.parse(EmbeddedDatabase.shared().url(name)), "migrations");
    Migrations.apply(database);

    try (var connection = database.connect()) {
      assertThat(SchemaCheck.problems(connection, MappingFile.shipped()))
          .singleElement()
          .asString()
          .contains("encoding is LATIN1", "UTF8");
    }
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (var found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(
            found.getString(1)
                + " "
                + found.getTimestamp(2).toInstant()
                + " "
                + found.getTimestamp(3).toInstant());
      }
    }
    return rows;
  }

  @Test
  void shouldRunOnADatabaseThatANewerVersionHasMigrated() throws Exception {
    try (var rig = SinkRig.start()) {
      rig.execute(
          """
          insert into schema_versions(installed_rank, version, description, type, script,
            installed_by, execution_time, success)
          values (1000, '1000', 'from a newer version', 'SQL', 'V1000__newer.sql', 'test', 1, true);
          alter table contact_records add column since_then text\
          """);

      Migrations.apply(rig.database());

      try (var connection = rig.connect()) {
        assertThat(SchemaCheck.problems(connection, MappingFile.shipped())).isEmpty();
      }
      rig.loop();
      rig.contact("k", "{\"firstName\":\"Ada\"}");
      rig.awaitDrained();
      assertThat(rig.query("select first_name from contact_records")).containsExactly("Ada");
    }
  }
}
