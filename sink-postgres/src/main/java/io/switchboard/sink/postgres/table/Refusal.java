package io.switchboard.sink.postgres.table;

import io.switchboard.sink.mapping.row.RecordSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A record that a table can never store.
 *
 * @param column the refused column, if known
 * @param message the problem, without the value
 */
public record Refusal(
    RecordSnapshot snapshot,
    String table,
    String sqlState,
    @Nullable String column,
    String message) {

  public String destination() {
    return column == null ? table : table + "." + column;
  }
}
