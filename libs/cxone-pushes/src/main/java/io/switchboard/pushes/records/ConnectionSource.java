package io.switchboard.pushes.records;

import io.switchboard.contract.settings.SqlState;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to PostgreSQL. */
@FunctionalInterface
public interface ConnectionSource {
  /** A new connection, to be closed by the caller. */
  Connection connect() throws SQLException;

  /**
   * Whether the failure is a missing table: migrations run while the other components start, which
   * is no reason for a warning.
   */
  static boolean tellsOfMissingTables(SQLException e) {
    return SqlState.isUndefinedTable(e);
  }
}
