package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.postgres.schema.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** After failures of the sink, the group or the database every event is stored once. */
@Execution(ExecutionMode.CONCURRENT)
final class RecoveryTest {
  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void shouldGoOnWhereTheLoopBeforeHasStopped() throws Exception {
    var first = rig.loop();
    outcomes(0, 500);
    rig.awaitDrained();
    first.close();
    outcomes(500, 1_000);

    rig.loop();

    rig.awaitDrained();
    assertAllOutcomes(1_000);
  }

  @Test
  void shouldHandPartitionsOverToALoopThatJoins() throws Exception {
    rig.loop();
    outcomes(0, 2_000);

    rig.loop();
    outcomes(2_000, 6_000);

    rig.awaitDrained();
    assertAllOutcomes(6_000);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldReadATopicThatWasMadeAgainFromItsBeginning() throws Exception {
    var loop = rig.loop();
    outcomes(0, 300);
    rig.awaitDrained();
    loop.close();
    rig.recreateTopic("ivr.outcomes");
    outcomes(300, 400);

    rig.loop();

    rig.awaitRows("select count(*) from ivr_outcomes", "400");
  }

  @Test
  void shouldNotMissTheBeginningOfATopicThatIsMadeAgainUnderItsHands() throws Exception {
    rig.loop();
    outcomes(0, 30);
    rig.awaitDrained();

    rig.recreateTopic("ivr.outcomes");
    outcomes(30, 3_000); // more than the old one had, before the sink reads again

    rig.awaitRows("select count(*) from ivr_outcomes", "3000");
    assertAllOutcomes(3_000);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldCountRecordsThatWereDeletedBeforeTheyWereRead() throws Exception {
    var loop = rig.loop();
    outcomes(0, 300);
    rig.awaitDrained();
    loop.close();
    outcomes(300, 400);
    rig.deleteRecords("ivr.outcomes");
    outcomes(400, 500);

    rig.loop();

    rig.awaitRows("select count(*) from ivr_outcomes", "400");
    assertThat(rig.registry.get("unread_records_deleted_total").counter().count()).isEqualTo(100);
  }

  @Test
  void shouldLookUpACommitWhoseAnswerWasLost() throws Exception {
    try (var proxy = new TcpProxy(EmbeddedDatabase.shared().port())) {
      var url = rig.databaseUrl.replaceFirst(":\\d+/", ":" + proxy.port() + "/");
      rig.loop(rig.kafka, new Database(DatabaseSettings.parse(url), "proxied"));
      proxy.loseAnswersToCommits(1);

      outcomes(0, 100);

      rig.awaitDrained();
      outcomes(100, 200);
      rig.awaitDrained();
      assertThat(proxy.answersLost()).isOne();
      assertAllOutcomes(200);
      assertThat(rig.registry.get("sink_fenced_total").counter().count()).isZero();
    }
  }

  @Test
  void shouldHealWhenItsConnectionsAreEnded() throws Exception {
    rig.loop();
    for (var i = 0; i < 5; i++) {
      outcomes(i * 400, (i + 1) * 400);
      rig.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'sink-test' and datname = current_database()");
    }

    rig.awaitDrained();

    assertAllOutcomes(2_000);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldWaitForALockedRowAndThenWriteIt() throws Exception {
    var impatient =
        new Database.Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    rig.execute("insert into contact_records(id, updated_ts) values ('locked', 'epoch')");
    try (var holder = rig.connect()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("select 1 from contact_records for update");
      rig.loop(rig.kafka, new Database(rig.databaseSettings, "impatient", impatient));
      rig.contact("locked", "{\"firstName\":\"Ada\",\"timestamp\":\"2026-11-20T10:00:05Z\"}");
      await().until(() -> rig.health.snapshot().toString().contains("55P03"));

      holder.rollback();
    }

    rig.awaitRows("select first_name from contact_records where id = 'locked'", "Ada");
    await().until(() -> !rig.health.snapshot().toString().contains("PAUSED"));
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void shouldCatchUpFromAnOlderBackupOfTheDatabase() throws Exception {
    var loop = rig.loop();
    outcomes(0, 300);
    rig.contact("kept", "{\"firstName\":\"old\",\"timestamp\":\"2026-11-20T10:00:05Z\"}");
    rig.awaitDrained();
    loop.close();
    var backup = rig.copyOfDatabase();
    loop = rig.loop();
    outcomes(300, 900);
    rig.contact("kept", "{\"firstName\":\"new\",\"timestamp\":\"2026-11-20T10:00:06Z\"}");
    rig.awaitDrained();
    loop.close();

    var restored = rig.on(backup);
    restored.loop();

    restored.awaitDrained();
    assertThat(restored.query("select count(*), sum(duration_ms) from ivr_outcomes"))
        .isEqualTo(rig.query("select count(*), sum(duration_ms) from ivr_outcomes"));
    assertThat(restored.query("select first_name from contact_records")).containsExactly("new");
  }

  @Test
  void shouldWaitAsLongAsTheDatabaseIsDown(@TempDir Path directory) throws Exception {
    var port = FreePorts.next();
    var database = EmbeddedDatabase.start(directory.resolve("pg"), port);
    try (var own = SinkRig.on(database.database("own"), MappingFile.shipped())) {
      own.loop();
      outcomes(own, 0, 300);
      own.awaitDrained();
      database.close();
      outcomes(own, 300, 15_000);
      await().until(() -> own.health.snapshot().toString().contains("PAUSED"));

      database = EmbeddedDatabase.start(directory.resolve("pg"), port);

      own.awaitDrained();
      assertThat(own.count("select count(*) from ivr_outcomes")).isEqualTo(15_000);
      assertThat(own.deadLetters()).isEmpty();
      assertThat(own.health.alive()).isTrue();
    } finally {
      database.close();
    }
  }

  private void outcomes(int from, int to) {
    outcomes(rig, from, to);
  }

  private static void outcomes(SinkRig rig, int from, int to) {
    for (var i = from; i < to; i++) {
      rig.outcome(i);
    }
    rig.flush();
  }

  private void assertAllOutcomes(long count) {
    assertThat(rig.query("select count(*), sum(duration_ms) from ivr_outcomes"))
        .containsExactly(count + "|" + count * (count - 1) / 2);
  }
}
