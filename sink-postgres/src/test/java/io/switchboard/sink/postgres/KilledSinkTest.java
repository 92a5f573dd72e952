package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.embedded.FreePorts;
import io.switchboard.sink.Main;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sink as a process, killed and frozen at random points. Triggers count every row that any
 * transaction hands to the tables, so that a range that lands twice shows. Outcomes of calls are
 * read as objects, contacts as bytes.
 */
@Tag("long")
final class KilledSinkTest {
  /** As a member that keeps its name, a new process takes over at once from a killed one. */
  private static final Map<String, String> SAME_MEMBER = Map.of("KAFKA_GROUP_INSTANCE_ID", "one");

  private static final Map<String, String> SHORT_SESSION =
      Map.of("KAFKA_SESSION_TIMEOUT_MS", "6000", "KAFKA_HEARTBEAT_INTERVAL_MS", "1000");

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** As long as a transaction takes, so that a kill hits any part of one. */
  private static final int MAX_BATCH_MILLIS = 150;

  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start();
    rig.execute("create table handed(id text)");
    rig.execute(
        """
        create function hand() returns trigger language plpgsql as $$
        begin
          insert into handed values (to_jsonb(new) ->> tg_argv[0]);
          return new;
        end $$;
        create trigger hand before insert on ivr_outcomes
          for each row execute function hand('call_id');
        create trigger hand before insert on contact_records
          for each row execute function hand('id')\
        """);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  /** Two hundred kills in all; with {@code switchboard.seed} one round of twenty. */
  @ParameterizedTest
  @MethodSource("seeds")
  void shouldLoseNothingAndRepeatNothingOverTwentyKillsTenTimes(long seed) throws Exception {
    killed(seed, 20, Integer.getInteger("switchboard.events", 500_000));
  }

  private static LongStream seeds() {
    var chosen = Long.getLong("switchboard.seed");
    return chosen == null ? LongStream.rangeClosed(21, 30) : LongStream.of(chosen);
  }

  /** Each kill at its own random place in the log, and somewhere in a batch. */
  private void killed(long seed, int kills, int events) throws Exception {
    var random = new Random(seed);
    var began = System.nanoTime();
    var killedAtWork = 0;
    send(0, events);
    try (var progress = new Progress(rig)) {
      try (var first = restarted()) { // leaves its classes to the others
        progress.awaitPast(0);
        first.stop();
      }
      for (var kill = 0; kill < kills; kill++) {
        var place = (long) (events * (kill + random.nextDouble()) / (kills + 1));
        var before = progress.rows();
        try (var sink = restarted()) {
          progress.awaitPast(Math.max(place, before)); // this one has written, too
          busyFor(Duration.ofMillis(random.nextInt(MAX_BATCH_MILLIS)));
          assertThat(sink.isAlive()).isTrue();
        }
        killedAtWork += progress.rows() < events ? 1 : 0;
      }
      try (var _ = restarted()) {
        progress.awaitPast(events - 1);
      }
    }
    System.out.printf(
        "%n%d kills in %d events, seed %d: %d s%n",
        kills, events, seed, Duration.ofNanos(System.nanoTime() - began).toSeconds());
    assertThat(killedAtWork).as("kills at work, seed %d", seed).isPositive();
    assertComplete(events);
  }

  /** One of many, which take their classes from an archive that the first of them writes. */
  private ChildProcess restarted() {
    return start(SAME_MEMBER, SharedClasses.get().options());
  }

  /** One of two sinks, on the class path of this process. */
  private ChildProcess member() {
    return start(SHORT_SESSION, List.of("-cp", System.getProperty("java.class.path")));
  }

  private ChildProcess start(Map<String, String> more, List<String> classPath) {
    var options = new ArrayList<>(ProcessSpec.SHORT_LIVED);
    options.addAll(List.of("-XX:+UseCompactObjectHeaders", "-Xmx192m")); // as in production
    options.addAll(classPath);
    return ProcessSpec.java(Main.class.getName(), options)
        .environment(rig.variables(FreePorts.next()))
        .environment(more)
        .start();
  }

  /** How many events are in, by the offsets that stand for them; asked often, so cheaply. */
  private static final class Progress implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement query;

    private Progress(SinkRig rig) throws SQLException {
      connection = rig.connect();
      query =
          connection.prepareStatement(
              "select coalesce(sum(next_offset), 0)::bigint from kafka_offsets");
    }

    private long rows() throws SQLException {
      try (var result = query.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }

    private void awaitPast(long place) {
      await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(5)).until(() -> rows() > place);
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  @Test
  void shouldLandOnceWhenItIsFrozenInsideATransactionForLongerThanItsSession() throws Exception {
    send(0, 2_000);
    try (var frozen = member()) {
      freezeInsideATransaction(frozen);
      var standby = member();
      try (standby) {
        send(2_000, 4_000);
        rig.awaitDrained(Duration.ofMinutes(2));
        frozen.resume();
        send(4_000, 6_000);
        rig.awaitDrained();
      }
    }
    assertComplete(6_000);
  }

  /**
   * Its rows wait for a lock, then it is frozen, then the lock goes: the transaction stays open.
   */
  private void freezeInsideATransaction(ChildProcess sink) throws Exception {
    try (var holder = rig.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table handed in access exclusive mode");
      await().until(() -> rig.count("select count(*) from pg_locks where not granted") > 0);
      sink.suspend();
      holder.rollback();
    }
  }

  private int send(int from, int to) {
    for (var i = from; i < to; i++) {
      if (i % 2 == 0) {
        rig.outcome(i);
      } else {
        rig.contact("contact-" + i, "{\"firstName\":\"Ann\",\"number\":%d}".formatted(i));
      }
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
    assertThat(
            rig.query(
                """
                select count(*), sum(number) from (
                  select duration_ms as number from ivr_outcomes
                  union all select (extra ->> 'number')::bigint from contact_records) as all_rows\
                """))
        .containsExactly(events + "|" + events * (events - 1) / 2);
    assertThat(handed()).isEqualTo(events);
    assertThat(rig.deadLetters()).isEmpty();
  }
}
