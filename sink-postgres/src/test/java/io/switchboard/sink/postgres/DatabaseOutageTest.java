package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import io.switchboard.sink.mapping.MappingFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * PostgreSQL is stopped, killed, and its sessions are ended, while events go on arriving: the same
 * loop heals by itself, nothing is lost, and what has gathered is worked off faster than it came.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
final class DatabaseOutageTest {
  private static final int PER_SECOND = Integer.getInteger("rate", 500);
  private static final String ROWS =
      "select coalesce(sum(next_offset), 0)::bigint from kafka_offsets where topic like '%outcomes'";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private int port;
  private EmbeddedDatabase database;
  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    port = FreePorts.next();
    database = EmbeddedDatabase.start(directory.resolve("pg"), port);
    rig = SinkRig.on(database.database("own"), MappingFile.shipped());
    rig.loop();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    database.close();
  }

  @Test
  void shouldWorkOffWhatGatheredInAnOutage() throws Exception {
    stopped(Duration.ofSeconds(2));
  }

  @Test
  @Tag("long")
  void shouldWorkOffWhatGatheredInThirtySeconds() throws Exception {
    stopped(Duration.ofSeconds(30));
  }

  @Test
  @Tag("long")
  void shouldWorkOffWhatGatheredInFiveMinutes() throws Exception {
    stopped(Duration.ofMinutes(5));
  }

  private void stopped(Duration outage) throws Exception {
    try (var load = new SteadyLoad(rig, PER_SECOND)) {
      awaitRows(PER_SECOND);
      database.close();
      var before = load.sent();
      await()
          .atMost(outage.plus(TIMEOUT))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> load.sent() - before >= outage.toSeconds() * PER_SECOND);
      assertThat(rig.health.snapshot().toString()).contains("PAUSED");
      database = EmbeddedDatabase.start(directory.resolve("pg"), port);

      var rate = drained(load);

      System.out.printf(
          "%noutage of %s at %d events/s: worked off at %.0f rows/s = %.1f times the arrival rate%n",
          outage, PER_SECOND, rate, rate / PER_SECOND);
      load.close();
      assertComplete(load.sent());
    }
  }

  /** Rows a second from the first that is back until none waits, while others go on arriving. */
  private double drained(SteadyLoad load) {
    var left = rows();
    await().pollInterval(Duration.ofMillis(5)).until(() -> rows() > left);
    var first = rows();
    var began = System.nanoTime();
    await().pollInterval(Duration.ofMillis(20)).until(() -> load.sent() - rows() < PER_SECOND);
    return (rows() - first) / ((System.nanoTime() - began) / 1e9);
  }

  @Test
  void shouldSurviveAKillOfTheDatabase() throws Exception {
    killed(1);
  }

  @Test
  @Tag("long")
  void shouldSurviveTwentyKillsOfTheDatabase() throws Exception {
    killed(20);
  }

  private void killed(int kills) throws Exception {
    try (var load = new SteadyLoad(rig, PER_SECOND)) {
      for (var kill = 0; kill < kills; kill++) {
        awaitRows(rows() + PER_SECOND);
        var server = database.process();
        server.destroyForcibly();
        server.onExit().get(3, TimeUnit.MINUTES);
        database.close(); // nothing is left to stop, but the directory is still locked
        database = restarted();
      }
      awaitRows(rows() + PER_SECOND);
      load.close();
      assertComplete(load.sent());
    }
  }

  /** Its children end a moment after it, and until then no other may use the directory. */
  private EmbeddedDatabase restarted() {
    return await()
        .ignoreExceptions()
        .until(() -> EmbeddedDatabase.start(directory.resolve("pg"), port), started -> true);
  }

  @Test
  void shouldGoOnWhileItsSessionsAreEnded() throws Exception {
    terminated(2);
  }

  @Test
  @Tag("long")
  void shouldGoOnWhileItsSessionsAreEndedEveryOtherSecondForTenMinutes() throws Exception {
    terminated(300);
  }

  private void terminated(int times) throws Exception {
    try (var load = new SteadyLoad(rig, PER_SECOND)) {
      awaitRows(PER_SECOND);
      for (var time = 0; time < times; time++) {
        var next = load.sent() + 2 * PER_SECOND;
        await().pollInterval(Duration.ofMillis(20)).until(() -> load.sent() >= next);
        await() // it has none for as long as it connects again
            .pollInterval(Duration.ofMillis(20))
            .until(() -> endSessions() > 0);
      }

      load.close();
      assertComplete(load.sent());
    }
  }

  private int endSessions() {
    return (int)
        rig.count(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where application_name = 'sink-test' and datname = current_database()");
  }

  private void awaitRows(long count) {
    await().pollInterval(Duration.ofMillis(20)).until(() -> rows() >= count);
  }

  /** Rows by the offsets that stand for them; 0 while the database cannot say. */
  private long rows() {
    try (Connection connection = rig.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(ROWS)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException _) {
      return 0;
    }
  }

  private void assertComplete(long events) throws Exception {
    rig.awaitDrained(TIMEOUT);
    assertThat(rig.query("select count(*), sum(duration_ms) from ivr_outcomes"))
        .containsExactly(events + "|" + events * (events - 1) / 2);
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.health.alive()).isTrue();
    await().until(() -> !rig.health.snapshot().toString().contains("PAUSED"));
  }
}
