package io.switchboard.console.store;

import io.switchboard.contract.settings.DatabaseRefusal;
import io.switchboard.contract.settings.SqlState;
import java.sql.SQLException;

/** PostgreSQL could not be asked. The message is for the page and quotes no values. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(SQLException cause) {
    super(
        DatabaseRefusal.text(cause)
            .map(why -> "PostgreSQL cannot be used: " + why + ".")
            .orElseGet(() -> words(cause.getSQLState())),
        cause);
  }

  private static String words(@org.jspecify.annotations.Nullable String state) {
    if (SqlState.isUndefinedTable(state)) {
      return "The tables do not exist yet. The first start of sink-postgres creates them.";
    }
    if ("57014".equals(state)) {
      return "PostgreSQL needed more than 4 s. Choose a shorter window.";
    }
    // the pool has no state when no connection came in time
    var code = state == null ? "" : " (SQLSTATE " + state + ")";
    return "PostgreSQL does not answer" + code + ". Check DATABASE_URL and the server.";
  }
}
