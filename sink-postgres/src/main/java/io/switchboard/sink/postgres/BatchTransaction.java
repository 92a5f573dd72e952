package io.switchboard.sink.postgres;

import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.encoded.LatestEncodedRows;
import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.Row;
import io.switchboard.sink.postgres.DeadLetterWriter.UndeliverableException;
import io.switchboard.sink.postgres.table.Bisection;
import io.switchboard.sink.postgres.table.Chunks;
import io.switchboard.sink.postgres.table.Refusal;
import io.switchboard.sink.postgres.table.SqlFailure;
import io.switchboard.sink.postgres.table.TableWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: first the offsets by compare-and-set, then one statement per table, then the
 * dead letters acknowledged, then the commit.
 *
 * <p>Rows are written without savepoints while none is refused. After a refusal the transaction is
 * rolled back and repeated with savepoints.
 */
final class BatchTransaction {
  private static final int MAX_ROWS_PER_STATEMENT = 20_000;
  private static final int MIN_ROWS_PER_STATEMENT = 100;

  private final OffsetStore offsets;
  private final Map<TableMapping, TableWriter> writers;
  private final DeadLetterWriter deadLetters;
  private int rowsPerStatement = MAX_ROWS_PER_STATEMENT;

  BatchTransaction(OffsetStore offsets, List<TableMapping> tables, DeadLetterWriter deadLetters) {
    this.offsets = offsets;
    this.writers = tables.stream().collect(Collectors.toMap(Function.identity(), TableWriter::new));
    this.deadLetters = deadLetters;
  }

  /** The result. */
  sealed interface Result {
    /** Committed; these records are on the dead-letter topic. */
    record Committed(List<Refusal> refusals) implements Result {}

    /** Another instance moved an offset: nothing was written. */
    record Fenced() implements Result {}
  }

  /** What is known about the rows of a batch that failed for several seconds. */
  @FunctionalInterface
  interface Witnesses {
    /** Rows of a table that wait for the next batch. */
    List<Row> of(TableMapping table);
  }

  /**
   * Writes a batch.
   *
   * @param witnesses null while an unclear error is not yet suspected to be caused by a row
   * @throws SQLException when the database failed and not a row; whether the transaction was
   *     committed is then unknown
   */
  Result write(Connection connection, Batch batch, @Nullable Witnesses witnesses)
      throws SQLException, UndeliverableException {
    try {
      connection.setAutoCommit(false);
      try {
        return attempt(connection, batch, false, null);
      } catch (SQLException e) {
        if (!SqlFailure.isData(e) && !(witnesses != null && SqlFailure.isUnclear(e))) {
          throw e;
        }
        connection.rollback();
        return attempt(connection, batch, true, witnesses);
      }
    } catch (SQLException e) {
      if (SqlFailure.isTimeout(e)) {
        rowsPerStatement = Math.max(MIN_ROWS_PER_STATEMENT, rowsPerStatement / 4);
      }
      throw e;
    }
  }

  private Result attempt(
      Connection connection, Batch batch, boolean bisecting, @Nullable Witnesses witnesses)
      throws SQLException, UndeliverableException {
    if (!offsets.advance(connection, batch.ranges())) {
      connection.rollback();
      return new Result.Fenced();
    }
    if (bisecting) {
      checkConstraintsImmediately(connection);
    }
    var refusals = new ArrayList<>(batch.refusals());
    for (var entry : batch.latestEncodedRows().entrySet()) {
      var writer = java.util.Objects.requireNonNull(writers.get(entry.getKey()));
      if (bisecting) {
        bisection(connection, entry.getKey(), entry.getValue().decoded(), refusals, witnesses)
            .write();
      } else {
        upsert(connection, writer, entry.getValue());
      }
    }
    for (var entry : batch.latestByKey().entrySet()) {
      var writer = java.util.Objects.requireNonNull(writers.get(entry.getKey()));
      var latest = entry.getValue();
      if (bisecting) {
        bisection(connection, entry.getKey(), latest, refusals, witnesses).write();
      } else {
        for (var tombstones : Chunks.of(latest.deletes(), rowsPerStatement)) {
          writer.delete(connection, tombstones);
        }
        for (var rows : Chunks.of(latest.rows(), rowsPerStatement)) {
          writer.upsert(connection, rows);
        }
      }
    }
    if (!refusals.isEmpty()) {
      deadLetters.send(refusals);
    }
    connection.commit();
    rowsPerStatement = Math.min(MAX_ROWS_PER_STATEMENT, rowsPerStatement * 2);
    return new Result.Committed(refusals);
  }

  private Bisection bisection(
      Connection connection,
      TableMapping table,
      LatestByKey latest,
      List<Refusal> refusals,
      @Nullable Witnesses witnesses) {
    var writer = java.util.Objects.requireNonNull(writers.get(table));
    var bisection = new Bisection(connection, writer, latest, refusals, rowsPerStatement);
    return witnesses == null ? bisection : bisection.suspecting(() -> witnesses.of(table));
  }

  private void upsert(Connection connection, TableWriter writer, LatestEncodedRows rows)
      throws SQLException {
    for (var from = 0; from < rows.size(); from += rowsPerStatement) {
      writer.upsert(connection, rows, from, Math.min(rows.size(), from + rowsPerStatement));
    }
  }

  /** A constraint that is checked at the commit would fail the batch instead of a row. */
  private static void checkConstraintsImmediately(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
    }
  }
}
