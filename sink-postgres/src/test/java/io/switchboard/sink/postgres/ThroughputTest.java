package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How close the way from a full topic comes to what the database takes from memory by the same
 * statement, over as many connections, in the same run. Asserts little: machines differ; the
 * figures are printed.
 */
@Tag("long")
final class ThroughputTest {
  private static final int EVENTS = Integer.getInteger("events", 400_000);
  private static final int ROWS_PER_STATEMENT = 10_000;
  private static final long SEED = Long.getLong("seed", 3);
  private static final TableMapping CONTACTS = MappingFile.shipped().tables().getFirst();

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
  void shouldComeCloseToWhatTheDatabaseTakes() throws Exception {
    fill();
    var batches = batches();
    fromMemory(batches); // warms the statement up
    var before = fromMemory(batches);
    var sink = fromTopic();
    var after = fromMemory(batches);

    var limit = (before + after) / 2;
    System.out.printf(
        "%nevents %d, seed %d: from memory %.0f and %.0f rows/s, from the topic %.0f rows/s ="
            + " %.2f%n",
        EVENTS, SEED, before, after, sink, sink / limit);
    assertThat(rig.count("select count(*) from contact_records")).isPositive();
  }

  private void fill() {
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

  private static List<List<Row>> batches() {
    var random = new Random(SEED);
    var reader = new RowReader(CONTACTS);
    var batches = new ArrayList<List<Row>>();
    var fold = new Fold(CONTACTS);
    for (var i = 0; i < EVENTS; i++) {
      var record =
          new ConsumerRecord<>(
              "t", 0, (long) i, SinkRig.bytes(id(random, i)), SinkRig.bytes(json(i)));
      if (reader.read(SourceRecord.of(record)) instanceof Reading.Write(var row)) {
        fold.add(row);
      }
      if (i % ROWS_PER_STATEMENT == ROWS_PER_STATEMENT - 1 || i == EVENTS - 1) {
        batches.add(fold.rows());
        fold = new Fold(CONTACTS);
      }
    }
    return batches;
  }

  private double fromMemory(List<List<Row>> batches) throws Exception {
    empty();
    var writer = new TableWriter(CONTACTS);
    try (Connection connection = rig.database().connect()) {
      connection.setAutoCommit(false);
      var started = System.nanoTime();
      for (var rows : batches) {
        writer.upsert(connection, rows);
        connection.commit();
      }
      return EVENTS / seconds(started);
    }
  }

  /** From the first fifth on, so that the start of the process and its warm-up are left out. */
  private double fromTopic() throws Exception {
    empty();
    try (var sink = ForkedSink.start(rig, Map.of(ForkedSink.COMPILER_LEVEL, "4"))) {
      await(EVENTS / 5);
      var first = stored();
      var started = System.nanoTime();
      await(EVENTS);
      var rate = (EVENTS - first) / seconds(started);
      System.out.printf("%nthe sink's resident memory: %s%n", memory(sink));
      return rate;
    }
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
