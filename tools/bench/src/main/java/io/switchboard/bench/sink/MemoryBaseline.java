package io.switchboard.bench.sink;

import io.switchboard.bench.feed.ContactFeed;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.Row;
import io.switchboard.sink.mapping.row.RowChange;
import io.switchboard.sink.mapping.row.RowReader;
import io.switchboard.sink.mapping.row.SourceRecord;
import io.switchboard.sink.postgres.table.TableWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.PGConnection;

/**
 * What PostgreSQL can write of rows in memory: by the sink's own statement in batches of the best
 * size, and by COPY; over a number of connections, each with its own contacts.
 */
final class MemoryBaseline {
  private static final TableMapping CONTACTS = MappingFile.shipped().tables().getFirst();
  private static final int ROWS_A_STATEMENT = 10_000;

  private final DatabaseSettings database;
  private final int events;

  /** For each connection, batches of rows that are parsed, deduplicated and sorted. */
  private final List<List<List<Row>>> shares;

  MemoryBaseline(DatabaseSettings database, ContactFeed feed, int connections) {
    this.database = database;
    this.events = feed.count();
    var open = IntStream.range(0, connections).mapToObj(_ -> new Share()).toList();
    feed.forEach((id, json) -> open.get(Math.floorMod(id.hashCode(), connections)).add(id, json));
    shares = open.stream().map(Share::batches).toList();
  }

  /** The growing batches of one connection. */
  private static final class Share {
    private final RowReader reader = new RowReader(CONTACTS);
    private final List<List<Row>> batches = new ArrayList<>();
    private LatestByKey fold = new LatestByKey(CONTACTS);
    private int count;

    void add(String id, String json) {
      var record = new ConsumerRecord<>("memory", 0, (long) count, bytes(id), bytes(json));
      if (reader.read(SourceRecord.of(record)) instanceof RowChange.Write(var row)) {
        fold.add(row);
      }
      if (++count % ROWS_A_STATEMENT == 0) {
        batches.add(fold.rows());
        fold = new LatestByKey(CONTACTS);
      }
    }

    List<List<Row>> batches() {
      batches.add(fold.rows());
      return batches;
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Events a second by the sink's statement. */
  double unnest() {
    return rate(shares.stream().map(this::writing).toList());
  }

  private Callable<Void> writing(List<List<Row>> batches) {
    return () -> {
      var writer = new TableWriter(CONTACTS);
      try (var connection = database.connect("bench")) {
        connection.setAutoCommit(false);
        for (var rows : batches) {
          writer.upsert(connection, rows);
          connection.commit();
        }
      }
      return null;
    };
  }

  /** Rows a second by COPY: each contact once, because COPY does not handle conflicts. */
  double copy() {
    var perConnection = events / shares.size();
    var texts =
        IntStream.range(0, shares.size()).mapToObj(share -> text(share, perConnection)).toList();
    return rate(texts.stream().map(this::copying).toList());
  }

  private static String text(int share, int rows) {
    var text = new StringBuilder(rows * 200);
    for (var i = 0; i < rows; i++) {
      text.append(
          "copy-%d-%d\text-%d\tFirst%d\tLast%d\tperson%d@example.com\t2026-11-20T10:00:00Z\t{\"segment\":\"gold\",\"score\":7,\"note\":\"called back about the invoice\"}%n"
              .formatted(share, i, i, i, i, i));
    }
    return text.toString();
  }

  private Callable<Void> copying(String rows) {
    return () -> {
      try (var connection = database.connect("bench")) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy contact_records(id, external_id, first_name, last_name, email, updated_ts,"
                    + " extra) from stdin",
                new StringReader(rows));
      }
      return null;
    };
  }

  private double rate(List<Callable<Void>> work) {
    try (var threads = Executors.newFixedThreadPool(work.size())) {
      var beganAt = System.nanoTime();
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
      return events / ((System.nanoTime() - beganAt) / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException("PostgreSQL refuses rows from memory", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
