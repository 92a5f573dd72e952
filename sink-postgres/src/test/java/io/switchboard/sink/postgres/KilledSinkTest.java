package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The sink as a process, killed and frozen at random points. A trigger counts every row that any
 * transaction hands to the history table, so that a range that lands twice shows.
 */
final class KilledSinkTest {
  /** As a member that keeps its name, a new process takes over at once from a killed one. */
  private static final Map<String, String> SAME_MEMBER = Map.of("KAFKA_GROUP_INSTANCE_ID", "one");

  private static final Map<String, String> SHORT_SESSION =
      Map.of("KAFKA_SESSION_TIMEOUT_MS", "6000", "KAFKA_HEARTBEAT_INTERVAL_MS", "1000");

  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start();
    rig.execute(
        """
        create table handed(call_id text);
        create function hand() returns trigger language plpgsql as $$
        begin insert into handed values (new.call_id); return new; end $$;
        create trigger hand before insert on ivr_outcomes for each row execute function hand()\
        """);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void shouldLoseNothingAndRepeatNothingWhenItIsKilled() throws Exception {
    killed(3, 20_000, 11, Duration.ofMinutes(2));
  }

  @Test
  @Tag("long")
  void shouldLoseNothingAndRepeatNothingOverTwoHundredKills() throws Exception {
    killed(
        Integer.getInteger("kills", 200),
        Integer.getInteger("events", 500_000),
        Long.getLong("seed", 12),
        Duration.ofHours(2));
  }

  private void killed(int kills, int events, long seed, Duration patience) throws Exception {
    var random = new Random(seed);
    var sent = 0;
    for (var kill = 0; kill < kills; kill++) {
      sent = send(sent, events * (kill + 1) / kills);
      var before = handed();
      try (var sink = ForkedSink.start(rig, SAME_MEMBER)) {
        await().atMost(Duration.ofSeconds(90)).until(() -> handed() > before);
        // somewhere in the middle of a later batch
        busyFor(Duration.ofMillis(random.nextInt(400)));
        assertThat(sink.isAlive()).isTrue();
      }
    }
    try (var _ = ForkedSink.start(rig, SAME_MEMBER)) {
      rig.awaitDrained(patience);
    }
    assertComplete(events);
  }

  @Test
  void shouldLandOnceWhenItIsFrozenInsideATransactionForLongerThanItsSession() throws Exception {
    send(0, 2_000);
    try (var frozen = ForkedSink.start(rig, SHORT_SESSION)) {
      freezeInsideATransaction(frozen);
      var standby = ForkedSink.start(rig, SHORT_SESSION);
      try (standby) {
        send(2_000, 4_000);
        rig.awaitDrained(Duration.ofMinutes(2));
        frozen.thaw();
        send(4_000, 6_000);
        rig.awaitDrained();
      }
    }
    assertComplete(6_000);
  }

  /**
   * Its rows wait for a lock, then it is frozen, then the lock goes: the transaction stays open.
   */
  private void freezeInsideATransaction(ForkedSink sink) throws Exception {
    try (var holder = rig.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table handed in access exclusive mode");
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> rig.count("select count(*) from pg_locks where not granted") > 0);
      sink.freeze();
      holder.rollback();
    }
  }

  private int send(int from, int to) {
    for (var i = from; i < to; i++) {
      rig.outcome(i);
    }
    rig.flush();
    return to;
  }

  private long handed() {
    return rig.count("select count(*) from handed");
  }

  private static void busyFor(Duration duration) {
    var end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void assertComplete(long events) {
    assertThat(rig.query("select count(*), sum(duration_ms) from ivr_outcomes"))
        .containsExactly(events + "|" + events * (events - 1) / 2);
    assertThat(handed()).isEqualTo(events);
    assertThat(rig.deadLetters()).isEmpty();
  }
}
