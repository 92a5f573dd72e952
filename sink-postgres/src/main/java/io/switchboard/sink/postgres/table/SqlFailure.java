package io.switchboard.sink.postgres.table;

import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.settings.DatabaseRefusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Classifies an error of the database: caused by the row, or by the database itself. */
public final class SqlFailure {
  /**
   * 22 data exception, 23 integrity constraint, 44 check option, 54 program limit (an index entry
   * or a document that is too large), P0 raised by a trigger: the same row fails again.
   */
  private static final Set<String> DATA = Set.of("22", "23", "44", "54", "P0");

  /**
   * The database finds two keys equal that differ here, for example because a trigger or a
   * collation ignores the case: each of the rows alone succeeds.
   */
  private static final String EQUAL_KEYS = "21000";

  /**
   * Conditions that pass without a change of this service: 08 no connection, 25 a standby that is
   * not promoted yet, 40 rolled back, 53 no connections, memory or disk space, 55 locked, 57
   * stopped or cancelled.
   */
  private static final Set<String> TEMPORARY = Set.of("08", "25", "40", "53", "55", "57");

  /** Damaged pages and indexes. */
  private static final Set<String> DAMAGED = Set.of("XX001", "XX002");

  /** SQLSTATE class 58: an error outside PostgreSQL, as of a disk. */
  private static final String SYSTEM_ERROR = "58";

  /** SQLSTATE class 28: the user or the password. */
  private static final String LOGIN = "28";

  /** SQLSTATE class 08: connection exception. */
  private static final String CONNECTION = "08";

  private SqlFailure() {}

  /** Whether the row is the cause; otherwise another attempt may succeed. */
  public static boolean isData(SQLException e) {
    var state = e.getSQLState();
    return state != null
        && state.length() == 5
        && (DATA.contains(state.substring(0, 2)) || state.equals(EQUAL_KEYS));
  }

  /**
   * Whether a row may be the cause although the SQLSTATE does not say so: a trigger or a function
   * of one row may fail with any state, as PostGIS does with XX000, and row-level security refuses
   * a row as a missing right is refused, with 42501.
   */
  public static boolean isUnclear(SQLException e) {
    var state = e.getSQLState();
    return state != null
        && state.length() == 5
        && !isData(e)
        && !isTemporary(state)
        && !DAMAGED.contains(state)
        && !state.startsWith(SYSTEM_ERROR);
  }

  /** The error of the database behind an exception, when the same work may succeed later. */
  public static Optional<SQLException> temporaryCause(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && isTemporary(e.getSQLState())) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  private static boolean isTemporary(@Nullable String state) {
    return state != null && state.length() == 5 && TEMPORARY.contains(state.substring(0, 2));
  }

  /** Whether the statement timed out: fewer rows may succeed. */
  public static boolean isTimeout(SQLException e) {
    return "57014".equals(e.getSQLState());
  }

  /** Five characters; 08000 when the error has none. */
  public static String state(SQLException e) {
    var state = e.getSQLState();
    return state == null || state.isEmpty() ? "08000" : state;
  }

  /** The refused column, if the server names it. */
  static @Nullable String column(SQLException e) {
    if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
      return server.getServerErrorMessage().getColumn();
    }
    return null;
  }

  /**
   * The server's message without its DETAIL, which quotes values; or why there is no connection.
   */
  public static String message(SQLException e) {
    var refusal = DatabaseRefusal.text(e);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (state(e).startsWith(LOGIN)) {
      return "PostgreSQL refuses the login of DATABASE_URL; DATABASE_URL_FILE is read again at each"
          + " attempt, DATABASE_URL at the next start";
    }
    if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
      var said = server.getServerErrorMessage();
      var constraint = said.getConstraint();
      return constraint == null
          ? withoutValues(String.valueOf(said.getMessage()))
          : "violates " + constraint;
    }
    var cause = e.getCause(); // of the network: an unknown host, a refused connection
    return state(e).startsWith(CONNECTION)
        ? "PostgreSQL does not answer at the address of DATABASE_URL"
            + (cause == null ? "" : ", " + cause.getClass().getSimpleName())
        : e.getClass().getSimpleName();
  }

  /** Some messages quote the refused value; a trigger may write it without quotes. */
  private static String withoutValues(String message) {
    return Mask.text(message.replaceAll("\"[^\"]*\"", "[...]"));
  }
}
