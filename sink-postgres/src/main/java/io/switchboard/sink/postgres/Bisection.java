package io.switchboard.sink.postgres;

import io.switchboard.sink.mapping.Fold;
import io.switchboard.sink.mapping.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the rows that the database refuses, by halves and savepoints, inside the transaction. A
 * refused row uncovers the next-newest event of its key: folding must not lose a good event behind
 * a bad one.
 */
final class Bisection {
  private final Connection connection;
  private final TableWriter writer;
  private final Fold fold;
  private final List<Refusal> refusals;

  Bisection(Connection connection, TableWriter writer, Fold fold, List<Refusal> refusals) {
    this.connection = connection;
    this.writer = writer;
    this.fold = fold;
    this.refusals = refusals;
  }

  /** Writes all rows but those that are refused. */
  void write(List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (rows.size() == 1) {
      unfold(rows.getFirst());
      return;
    }
    var refused = attempt(rows);
    if (refused != null) {
      write(rows.subList(0, rows.size() / 2));
      write(rows.subList(rows.size() / 2, rows.size()));
    }
  }

  private void unfold(Row first) throws SQLException {
    for (var row : fold.contenders(first.key())) {
      var refused = attempt(List.of(row));
      if (refused == null) {
        return;
      }
      refusals.add(
          new Refusal(
              row.record(),
              writer.table().table(),
              SqlFailure.state(refused),
              SqlFailure.column(refused),
              SqlFailure.message(refused)));
    }
  }

  private @org.jspecify.annotations.Nullable SQLException attempt(List<Row> rows)
      throws SQLException {
    var savepoint = connection.setSavepoint();
    try {
      writer.upsert(connection, rows);
      connection.releaseSavepoint(savepoint);
      return null;
    } catch (SQLException e) {
      if (!SqlFailure.isData(e)) {
        throw e;
      }
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
      return e;
    }
  }
}
