package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.RowChange;
import io.switchboard.sink.mapping.row.RowReader;
import io.switchboard.sink.mapping.row.SourceRecord;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.table.TableWriter;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However events are cut into batches: writing the latest row of each key, writing rows one by one,
 * and a plain loop over the rule all end in the same table.
 */
final class LatestByKeyPropertyTest {
  private static final int EVENTS = 150;

  private static final String MAPPING =
      """
      version: 1
      tables:
        - table: TABLE
          topic: t
          keep: KEEP
          key: [a, b]
          NEWER
          columns:
            a: {type: text, from: key}
            b: {type: bigint, from: "header:b"}
            at: {type: timestamptz, from: "field:at", orReceived: true, atMostReceived: true}
            n: {type: integer, from: "field:n"}
            v: {type: text, from: "field:v"}
      """;

  private static Connection connection;

  /** What a generated event says; without a value it is a tombstone. */
  private record Event(
      String a, long b, boolean tombstone, long sentAt, long receivedAt, int n, String v) {

    /** The time that counts. */
    long at() {
      return Math.min(sentAt, receivedAt);
    }
  }

  @BeforeAll
  static void connect() throws Exception {
    var url = EmbeddedDatabase.shared().database("latest_" + Long.toString(System.nanoTime(), 36));
    connection = new Database(DatabaseSettings.parse(url), "latest").connect();
    try (var statement = connection.createStatement()) {
      for (var table : List.of("batched", "single")) {
        statement.execute(
            "create table %s (a text, b bigint, at timestamptz, n int, v text, primary key (a, b))"
                .formatted(table));
      }
    }
  }

  @AfterAll
  static void disconnect() throws Exception {
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldEndInTheSameCurrentTable(long seed) throws Exception {
    var events = events(new Random(seed), true);

    assertThat(written("batched", "current", events, new Random(seed), 60))
        .isEqualTo(written("single", "current", events, new Random(seed), 1))
        .isEqualTo(oracle(events, true));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void shouldEndInTheSameHistory(long seed) throws Exception {
    var events = events(new Random(seed), false);

    assertThat(written("batched", "history", events, new Random(seed), 60))
        .isEqualTo(written("single", "history", events, new Random(seed), 1))
        .isEqualTo(oracle(events, false));
  }

  private static List<Event> events(Random random, boolean tombstones) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < EVENTS; i++) {
      var received = 1_700_000_000_000L + random.nextInt(6) * 1_001L;
      var clockIsAhead = random.nextInt(4) == 0;
      events.add(
          new Event(
              "k" + random.nextInt(12),
              random.nextInt(2),
              tombstones && random.nextInt(10) == 0,
              clockIsAhead ? received + 3_600_000 : received - random.nextInt(3) * 1_001L,
              received,
              random.nextInt(3),
              "v" + i));
    }
    return events;
  }

  private static Map<String, String> oracle(List<Event> events, boolean current) {
    var standing = new TreeMap<String, Event>();
    for (var event : events) {
      var key = event.a + "/" + event.b;
      var old = standing.get(key);
      if (event.tombstone) {
        standing.remove(key);
      } else if (old == null
          || (current && (event.at() > old.at() || (event.at() == old.at() && event.n >= old.n)))) {
        standing.put(key, event);
      }
    }
    var rows = new TreeMap<String, String>();
    standing.forEach((key, event) -> rows.put(key, event.at() + " " + event.n + " " + event.v));
    return rows;
  }

  private static Map<String, String> written(
      String name, String keep, List<Event> events, Random random, int largest) throws Exception {
    var table = table(name, keep);
    var reader = new RowReader(table);
    var writer = new TableWriter(table);
    execute("truncate " + name);
    var from = 0;
    while (from < events.size()) {
      var to = Math.min(events.size(), from + 1 + random.nextInt(largest));
      var latest = new LatestByKey(table);
      for (var i = from; i < to; i++) {
        switch (reader.read(record(events.get(i), i))) {
          case RowChange.Write(var row) -> latest.add(row);
          case RowChange.Delete tombstone -> latest.delete(tombstone);
          case RowChange.Unfit unfit -> throw new AssertionError(unfit);
          case RowChange.Nothing() -> throw new AssertionError("nothing");
        }
      }
      writer.delete(connection, latest.deletes());
      writer.upsert(connection, latest.rows());
      from = to;
    }
    return rows(name);
  }

  private static TableMapping table(String name, String keep) {
    var current = keep.equals("current");
    return MappingFile.parse(
            MAPPING
                .replace("TABLE", name)
                .replace("KEEP", keep)
                .replace(
                    "NEWER", current ? "newer: [at, n]\n    tombstone: delete" : "eventTime: at"))
        .tables()
        .getFirst();
  }

  private static SourceRecord record(Event event, int offset) {
    var value =
        event.tombstone
            ? null
            : SinkRig.bytes(SinkRig.json(Map.of("at", event.sentAt, "n", event.n, "v", event.v)));
    var record = new ConsumerRecord<byte[], byte[]>("t", 0, offset, SinkRig.bytes(event.a), value);
    record.headers().add("b", SinkRig.bytes(Long.toString(event.b)));
    record.headers().add("receivedat", SinkRig.bytes(Long.toString(event.receivedAt)));
    return SourceRecord.of(record);
  }

  private static Map<String, String> rows(String table) throws Exception {
    try (var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "select a || '/' || b, (extract(epoch from at) * 1000)::bigint || ' ' || n || ' '"
                    + " || v from "
                    + table)) {
      var rows = new TreeMap<String, String>();
      while (found.next()) {
        rows.put(found.getString(1), found.getString(2));
      }
      return rows;
    }
  }

  private static void execute(String sql) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
