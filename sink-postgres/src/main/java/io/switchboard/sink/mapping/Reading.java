package io.switchboard.sink.mapping;

import org.jspecify.annotations.Nullable;

/** What a record means for one table. */
public sealed interface Reading {
  /** A row to insert, or to update with. */
  record Write(Row row) implements Reading {}

  /**
   * The row of this key goes.
   *
   * @param origin where it comes from, for the dead-letter topic: a database may refuse this too
   */
  record Delete(RowKey key, Origin origin) implements Reading {}

  /** Nothing. */
  record Nothing() implements Reading {}

  /**
   * Nothing that this table could ever hold.
   *
   * @param sqlState PostgreSQL's class for it, found here or there
   * @param column where, if that is known
   * @param message what is wrong, without the value
   */
  record Unfit(String sqlState, @Nullable String column, String message) implements Reading {}
}
