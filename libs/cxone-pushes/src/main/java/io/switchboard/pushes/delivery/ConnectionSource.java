package io.switchboard.pushes.delivery;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to PostgreSQL. */
@FunctionalInterface
public interface ConnectionSource {
  /** A new connection, to be closed by the caller. */
  Connection connect() throws SQLException;

  /**
   * Whether it failed because the tables are not made yet: migrations run while everything else
   * starts, and that is nothing to warn of.
   */
  static boolean tellsOfMissingTables(SQLException e) {
    return "42P01".equals(e.getSQLState()); // undefined_table
  }
}
