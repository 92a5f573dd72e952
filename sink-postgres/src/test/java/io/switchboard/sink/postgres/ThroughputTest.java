package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.switchboard.sink.mapping.Fold;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.Reading;
import io.switchboard.sink.mapping.Row;
import io.switchboard.sink.mapping.RowReader;
import io.switchboard.sink.mapping.SourceRecord;
import io.switchboard.sink.mapping.TableMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How close the way from a full topic comes to what the database takes from memory by the same
 * statement, over as many connections, in the same run. Asserts little: machines differ; the
 * figures are printed.
 */
@Tag("long")
final class ThroughputTest {
  private static final int EVENTS = Integer.getInteger("events", 500_000);

  /** Other contacts before them on the log: the process and its compiler get warm. */
  private static final int WARM_UP = Integer.getInteger("warmup", 300_000);

  private static final int TASKS = Integer.getInteger("tasks", 0);

  /** As in production; divided evenly among the tasks. */
  private static final int PARTITIONS = 12;

  private static final int ROWS_PER_STATEMENT = 10_000;
  private static final long SEED = Long.getLong("seed", 3);
  private static final TableMapping CONTACTS = MappingFile.shipped().tables().getFirst();

  private SinkRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = SinkRig.start(MappingFile.shipped(), PARTITIONS);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldComeCloseToWhatTheDatabaseTakes(int tasks) throws Exception {
    assumeTrue(TASKS == 0 || TASKS == tasks, "another one was asked for");
    fill();
    var shares = shares(tasks);
    fromMemory(shares); // warms the statement up
    var before = fromMemory(shares);
    var sink = fromTopic(tasks);
    var after = fromMemory(shares);

    var limit = (before + after) / 2;
    System.out.printf(
        "%nevents %d, seed %d, tasks %d: from memory %.0f and %.0f rows/s, from the topic %.0f"
            + " rows/s = %.2f%n",
        EVENTS, SEED, tasks, before, after, sink, sink / limit);
    assertThat(rig.count("select count(*) from contact_records")).isPositive();
  }

  private void fill() {
    for (var i = 0; i < WARM_UP; i++) {
      rig.contact("warm-" + i, json(i));
    }
    var random = new Random(SEED);
    for (var i = 0; i < EVENTS; i++) {
      rig.contact(id(random, i), json(i));
    }
    rig.flush();
  }

  /** One event in four is about a contact that was there before. */
  private static String id(Random random, int i) {
    return "contact-" + (random.nextInt(4) == 0 && i > 0 ? random.nextInt(i) : i);
  }

  private static String json(int i) {
    return """
    {"id":"contact","externalId":"ext-%d","firstName":"First%d","lastName":"Last%d","email":"person%d@example.com",\
    "timestamp":"2026-11-20T10:%02d:%02d.%03dZ","segment":"gold","score":%d,"note":"called back about the invoice"}\
    """
        .formatted(i, i, i, i, i / 60_000 % 60, i / 1_000 % 60, i % 1_000, i % 100);
  }

  /** The events' rows in batches of the same size, a contact always in the same share. */
  private static List<List<List<Row>>> shares(int count) {
    var shares = new ArrayList<List<List<Row>>>();
    for (var share = 0; share < count; share++) {
      shares.add(batches(share, count));
    }
    return shares;
  }

  private static List<List<Row>> batches(int share, int shares) {
    var random = new Random(SEED);
    var reader = new RowReader(CONTACTS);
    var batches = new ArrayList<List<Row>>();
    var fold = new Fold(CONTACTS);
    var folded = 0;
    for (var i = 0; i < EVENTS; i++) {
      var id = id(random, i);
      if (Math.floorMod(id.hashCode(), shares) != share) {
        continue;
      }
      var record =
          new ConsumerRecord<>("t", 0, (long) i, SinkRig.bytes(id), SinkRig.bytes(json(i)));
      if (reader.read(SourceRecord.of(record)) instanceof Reading.Write(var row)) {
        fold.add(row);
      }
      if (++folded % ROWS_PER_STATEMENT == 0) {
        batches.add(fold.rows());
        fold = new Fold(CONTACTS);
      }
    }
    batches.add(fold.rows());
    return batches;
  }

  private double fromMemory(List<List<List<Row>>> shares) throws Exception {
    empty();
    rig.execute(
        """
        insert into contact_records(id, external_id, first_name, updated_ts, extra)
        select 'warm-' || i, 'ext-' || i, 'First' || i, now(), '{"segment":"gold"}'
        from generate_series(1, %d) i\
        """
            .formatted(WARM_UP));
    try (var threads = Executors.newFixedThreadPool(shares.size())) {
      var started = System.nanoTime();
      for (var done : threads.invokeAll(shares.stream().map(this::writing).toList())) {
        done.get();
      }
      return EVENTS / seconds(started);
    }
  }

  private Callable<Void> writing(List<List<Row>> batches) {
    return () -> {
      var writer = new TableWriter(CONTACTS);
      try (Connection connection = rig.database().connect()) {
        connection.setAutoCommit(false);
        for (var rows : batches) {
          writer.upsert(connection, rows);
          connection.commit();
        }
      }
      return null;
    };
  }

  private double fromTopic(int tasks) throws Exception {
    empty();
    var sinks = new ArrayList<ForkedSink>();
    try {
      for (var task = 0; task < tasks; task++) {
        sinks.add(ForkedSink.start(rig, options()));
      }
      await(WARM_UP);
      var first = stored();
      var started = System.nanoTime();
      await(WARM_UP + EVENTS);
      var rate = (WARM_UP + EVENTS - first) / seconds(started);
      for (var sink : sinks) {
        System.out.printf("%na sink's resident memory: %s%n", memory(sink));
      }
      return rate;
    } finally {
      for (var sink : sinks) {
        sink.stop();
      }
    }
  }

  private static Map<String, String> options() {
    var more = System.getProperty("sinkOptions");
    return more == null
        ? Map.of(ForkedSink.COMPILER_LEVEL, "4")
        : Map.of(ForkedSink.COMPILER_LEVEL, "4", "JAVA_TOOL_OPTIONS", more);
  }

  private void await(long offset) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> stored() >= offset);
  }

  private long stored() {
    return rig.count("select coalesce(sum(next_offset), 0)::bigint from kafka_offsets");
  }

  private void empty() {
    rig.execute("truncate contact_records; checkpoint");
  }

  private static String memory(ForkedSink sink) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + sink.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("unknown");
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
