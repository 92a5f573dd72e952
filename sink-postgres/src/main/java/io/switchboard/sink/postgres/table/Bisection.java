package io.switchboard.sink.postgres.table;

import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.RecordSnapshot;
import io.switchboard.sink.mapping.row.Row;
import io.switchboard.sink.mapping.row.RowChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds refused rows by bisection with savepoints, inside the transaction. After a refused row, the
 * next-newest event of its key is tried: a bad event must not hide a good one.
 */
public final class Bisection {
  private final Connection connection;
  private final TableWriter writer;
  private final LatestByKey latest;
  private final List<Refusal> refusals;
  private final int rowsPerStatement;
  private @Nullable Supplier<List<Row>> witnesses;
  private @Nullable SQLException unclear;
  private int suspects;
  private int accepted;

  /**
   * @param rowsPerStatement the maximum rows of a statement: a slow database would time out again
   */
  public Bisection(
      Connection connection,
      TableWriter writer,
      LatestByKey latest,
      List<Refusal> refusals,
      int rowsPerStatement) {
    this.connection = connection;
    this.writer = writer;
    this.latest = latest;
    this.refusals = refusals;
    this.rowsPerStatement = rowsPerStatement;
  }

  /**
   * From now on a row is also refused for an unclear error, if as many other rows are accepted:
   * otherwise the table is the cause, and no row.
   *
   * @param others rows of the table that wait for the next batch; they are tried and not kept
   */
  public Bisection suspecting(Supplier<List<Row>> others) {
    witnesses = others;
    return this;
  }

  /** Deletes and writes all rows that are not refused. */
  public void write() throws SQLException {
    for (var tombstones : Chunks.of(latest.deletes(), rowsPerStatement)) {
      delete(tombstones);
    }
    for (var rows : Chunks.of(latest.rows(), rowsPerStatement)) {
      write(rows);
    }
    if (unclear != null && !isBlameProven()) {
      throw unclear;
    }
  }

  private boolean isBlameProven() throws SQLException {
    if (witnesses != null && suspects > accepted) {
      for (var witness : witnesses.get()) {
        accepted += isAccepted(witness) ? 1 : 0;
      }
    }
    return suspects <= accepted;
  }

  private boolean isAccepted(Row witness) throws SQLException {
    var savepoint = connection.setSavepoint();
    var refused = attempt(() -> writer.upsert(connection, List.of(witness)));
    connection.rollback(savepoint);
    connection.releaseSavepoint(savepoint);
    return refused == null;
  }

  private void delete(List<RowChange.Delete> tombstones) throws SQLException {
    var refused = attempt(() -> writer.delete(connection, tombstones));
    if (refused == null) {
      accepted += tombstones.size();
      return;
    }
    if (tombstones.size() == 1) {
      refuse(tombstones.getFirst().snapshot(), refused);
      return;
    }
    delete(tombstones.subList(0, tombstones.size() / 2));
    delete(tombstones.subList(tombstones.size() / 2, tombstones.size()));
  }

  private void write(List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (rows.size() == 1) {
      writeNewestAcceptable(rows.getFirst());
      return;
    }
    var refused = attempt(() -> writer.upsert(connection, rows));
    if (refused == null) {
      accepted += rows.size();
    } else {
      write(rows.subList(0, rows.size() / 2));
      write(rows.subList(rows.size() / 2, rows.size()));
    }
  }

  private void writeNewestAcceptable(Row first) throws SQLException {
    for (var row : latest.contenders(first.key())) {
      var refused = attempt(() -> writer.upsert(connection, List.of(row)));
      if (refused == null) {
        accepted++;
        return;
      }
      refuse(row.snapshot(), refused);
    }
  }

  private void refuse(RecordSnapshot snapshot, SQLException refused) {
    if (!SqlFailure.isData(refused)) {
      unclear = refused;
      suspects++;
    }
    refusals.add(
        new Refusal(
            snapshot,
            writer.table().table(),
            SqlFailure.state(refused),
            SqlFailure.column(refused),
            SqlFailure.message(refused)));
  }

  /** Work inside a savepoint. */
  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  /** The refusal; null when the work succeeded. */
  private @Nullable SQLException attempt(Work work) throws SQLException {
    var savepoint = connection.setSavepoint();
    try {
      work.run();
      connection.releaseSavepoint(savepoint);
      return null;
    } catch (SQLException e) {
      if (!SqlFailure.isData(e) && !(witnesses != null && SqlFailure.isUnclear(e))) {
        throw e;
      }
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
      return e;
    }
  }
}
