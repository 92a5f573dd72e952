package io.switchboard.contract.settings;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** SQLSTATEs of PostgreSQL that several services react to. */
public final class SqlState {
  private static final String UNDEFINED_TABLE = "42P01";

  private SqlState() {}

  /** Whether a table does not exist: sink-postgres creates the tables at its first start. */
  public static boolean isUndefinedTable(@Nullable String sqlState) {
    return UNDEFINED_TABLE.equals(sqlState);
  }

  /** As {@link #isUndefinedTable(String)}, for a failure. */
  public static boolean isUndefinedTable(SQLException e) {
    return isUndefinedTable(e.getSQLState());
  }
}
