package io.switchboard.sink.mapping.row;

import org.jspecify.annotations.Nullable;

/** The change of one table by a record. */
public sealed interface RowChange {
  /** A row to insert or update. */
  record Write(Row row) implements RowChange {}

  /**
   * The row of this key is deleted.
   *
   * @param snapshot its record: the database may refuse the delete, too
   */
  record Delete(RowKey key, RecordSnapshot snapshot) implements RowChange {}

  /** No change. */
  record Nothing() implements RowChange {}

  /**
   * The record can never become a row of this table.
   *
   * @param sqlState PostgreSQL's SQLSTATE for the problem
   * @param column the column at fault, if known
   * @param message the problem, without the value
   */
  record Unfit(String sqlState, @Nullable String column, String message) implements RowChange {}
}
