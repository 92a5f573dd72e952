package io.switchboard.sink.mapping.row;

import org.jspecify.annotations.Nullable;

/** What a record changes in one table. */
public sealed interface RowChange {
  /** A row to insert or update. */
  record Write(Row row) implements RowChange {}

  /**
   * The row of this key is deleted.
   *
   * @param snapshot its record: the database may refuse the delete, too
   */
  record Delete(RowKey key, RecordSnapshot snapshot) implements RowChange {}

  /** Nothing. */
  record Nothing() implements RowChange {}

  /**
   * The record can never be a row of this table.
   *
   * @param sqlState PostgreSQL's SQLSTATE for it
   * @param column the column at fault, if it is known
   * @param message what is wrong; never quotes the value
   */
  record Unfit(String sqlState, @Nullable String column, String message) implements RowChange {}
}
