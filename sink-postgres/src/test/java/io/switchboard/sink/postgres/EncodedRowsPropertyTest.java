package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.encoded.EncodedRowReader;
import io.switchboard.sink.mapping.encoded.LatestEncodedRows;
import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.RowChange;
import io.switchboard.sink.mapping.row.RowReader;
import io.switchboard.sink.mapping.row.SourceRecord;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.table.Bisection;
import io.switchboard.sink.postgres.table.Refusal;
import io.switchboard.sink.postgres.table.SqlFailure;
import io.switchboard.sink.postgres.table.TableWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are read as bytes, as objects, and as bytes again as objects end in the same table. */
final class EncodedRowsPropertyTest {
  private static final int EVENTS = 400;
  private static final int MAX_BATCH = 90;
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private static final String MAPPING =
      """
      version: 1
      tables:
        - table: TABLE
          topic: t
          keep: current
          key: [id]
          newer: [updated]
          eventTime: updated
          ignore: [id]
          columns:
            id: {type: text, from: key}
            a: {type: text, from: "field:a"}
            b: {type: text, from: "field:b"}
            updated: {type: timestamptz, from: "field:at", orReceived: true, atMostReceived: true}
            sent: {type: timestamptz, from: "field:at", orReceived: true}
            rest: {type: jsonb, from: rest}
      """;

  private static String url;

  private Connection connection;

  /** What one way wrote and refused. */
  private record Written(List<String> rows, List<String> refusals) {}

  /** Writes a batch of records; returns what it refused. */
  @FunctionalInterface
  private interface Way {
    List<String> write(TableMapping table, List<ConsumerRecord<byte[], byte[]>> batch)
        throws SQLException;
  }

  @BeforeAll
  static void createTables() throws Exception {
    url = EmbeddedDatabase.shared().database("encoded_" + Long.toString(System.nanoTime(), 36));
    try (var creating = connect("");
        var statement = creating.createStatement()) {
      for (var table : List.of("as_bytes", "as_objects", "as_both")) {
        statement.execute(
            """
            create table %s (id text primary key, a text, b text,
              updated timestamptz, sent timestamptz, rest jsonb)\
            """
                .formatted(table));
      }
      creating.commit();
    }
  }

  private static Connection connect(String options) throws SQLException {
    var connection = new Database(DatabaseSettings.parse(url + options), "encoded").connect();
    connection.setAutoCommit(false);
    return connection;
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = connect("");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldWriteTheSameRowsAsBytesAndAsObjects(long seed) throws Exception {
    var records = new ContactEventGenerator(seed).records(PARTITION, EVENTS);

    assertThat(written("as_bytes", seed, records, this::writeBytes))
        .isEqualTo(written("as_objects", seed, records, this::writeObjects))
        .isEqualTo(written("as_both", seed, records, this::writeDecoded));
    assertThat(plain(records)).isBetween(EVENTS / 10L, EVENTS * 9 / 10L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?preferQueryMode=simple", "?binaryTransfer=false"})
  void shouldWriteTheSameRowsWithoutBinaryParameters(String options) throws Exception {
    var records = new ContactEventGenerator(7).records(PARTITION, EVENTS);
    var expected = written("as_objects", 7, records, this::writeObjects);
    connection.close();
    connection = connect(options);

    var written = written("as_bytes", 7, records, this::writeBytes);

    assertThat(written).isEqualTo(expected);
  }

  private static long plain(List<ConsumerRecord<byte[], byte[]>> records) {
    var reader = EncodedRowReader.of(table("as_bytes").tables().getFirst()).orElseThrow();
    var rows = reader.rows();
    return records.stream().filter(record -> reader.read(record, rows)).count();
  }

  private Written written(
      String name, long seed, List<ConsumerRecord<byte[], byte[]>> records, Way way)
      throws SQLException {
    var random = new Random(seed);
    var table = table(name).tables().getFirst();
    var refusals = new ArrayList<String>();
    execute("truncate " + name);
    var from = 0;
    while (from < records.size()) {
      var to = Math.min(records.size(), from + 1 + random.nextInt(MAX_BATCH));
      refusals.addAll(way.write(table, records.subList(from, to)));
      from = to;
    }
    return new Written(rows(name), refusals);
  }

  private List<String> writeObjects(TableMapping table, List<ConsumerRecord<byte[], byte[]>> batch)
      throws SQLException {
    var reader = new RowReader(table);
    var latest = new LatestByKey(table);
    var refusals = new ArrayList<String>();
    for (var record : batch) {
      switch (reader.read(SourceRecord.of(record))) {
        case RowChange.Write(var row) -> latest.add(row);
        case RowChange.Unfit unfit -> refusals.add(record.offset() + " " + unfit);
        case RowChange.Delete _, RowChange.Nothing _ -> throw new AssertionError(record);
      }
    }
    return write(table, writer -> writer.upsert(connection, latest.rows()), () -> latest, refusals);
  }

  private List<String> writeBytes(TableMapping table, List<ConsumerRecord<byte[], byte[]>> batch)
      throws SQLException {
    var latest = new LatestEncodedRows(table);
    return write(
        table,
        writer -> writer.upsert(connection, latest, 0, latest.size()),
        latest::decoded,
        encode(table, batch, latest));
  }

  private List<String> writeDecoded(TableMapping table, List<ConsumerRecord<byte[], byte[]>> batch)
      throws SQLException {
    var latest = new LatestEncodedRows(table);
    return write(
        table,
        writer -> writer.upsert(connection, latest.decoded().rows()),
        latest::decoded,
        encode(table, batch, latest));
  }

  /** One statement. */
  @FunctionalInterface
  private interface Statement {
    void execute(TableWriter writer) throws SQLException;
  }

  /** As {@link BatchTransaction}: all rows at once, and after a refusal by bisection. */
  private List<String> write(
      TableMapping table, Statement whole, Supplier<LatestByKey> rows, List<String> refusals)
      throws SQLException {
    var all = new ArrayList<>(refusals);
    var writer = new TableWriter(table);
    try {
      whole.execute(writer);
    } catch (SQLException e) {
      if (!SqlFailure.isData(e)) {
        throw e;
      }
      connection.rollback();
      var refused = new ArrayList<Refusal>();
      new Bisection(connection, writer, rows.get(), refused, MAX_BATCH).write();
      refused.forEach(each -> all.add(each.snapshot() + " " + each.sqlState()));
    }
    connection.commit();
    return all;
  }

  private static List<String> encode(
      TableMapping table, List<ConsumerRecord<byte[], byte[]>> batch, LatestEncodedRows latest) {
    var poll =
        new RecordParser(new SinkMapping(List.of(table)), TopicPrefix.NONE)
            .parse(new ConsumerRecords<>(Map.of(PARTITION, batch), Map.of()));
    poll.rows().forEach(parsed -> latest.add(parsed.rows()));
    return poll.records().stream()
        .map(parsed -> parsed.snapshot().offset() + " " + parsed.changes().getFirst().change())
        .toList();
  }

  private static SinkMapping table(String name) {
    return MappingFile.parse(MAPPING.replace("TABLE", name));
  }

  private List<String> rows(String table) throws SQLException {
    try (var statement = connection.createStatement();
        var found =
            statement.executeQuery("select t::text from %s t order by id".formatted(table))) {
      var rows = new ArrayList<String>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
