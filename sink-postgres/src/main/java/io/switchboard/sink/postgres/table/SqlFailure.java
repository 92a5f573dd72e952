package io.switchboard.sink.postgres.table;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What a refusal of the database means: is it about the row, or about the world? */
public final class SqlFailure {
  /**
   * 22 data exception, 23 integrity constraint, 44 check option, 54 program limit (an index entry
   * or a document that is too large), P0 raised by a trigger: the same row fails again tomorrow.
   */
  private static final Set<String> DATA = Set.of("22", "23", "44", "54", "P0");

  private SqlFailure() {}

  /** Whether the row is to blame; otherwise the same batch is worth another attempt. */
  public static boolean isData(SQLException e) {
    var state = e.getSQLState();
    return state != null && state.length() == 5 && DATA.contains(state.substring(0, 2));
  }

  /** Whether the statement took too long: fewer rows may do. */
  public static boolean isTimeout(SQLException e) {
    return "57014".equals(e.getSQLState());
  }

  /** Five characters; 08000 when the failure came without. */
  public static String state(SQLException e) {
    var state = e.getSQLState();
    return state == null || state.isEmpty() ? "08000" : state;
  }

  /** The column that was refused, if the server says so. */
  static @Nullable String column(SQLException e) {
    if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
      return server.getServerErrorMessage().getColumn();
    }
    return null;
  }

  /** What the server says, without its DETAIL: that quotes values. */
  public static String message(SQLException e) {
    if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
      var said = server.getServerErrorMessage();
      var constraint = said.getConstraint();
      return constraint == null
          ? withoutValues(String.valueOf(said.getMessage()))
          : "violates " + constraint;
    }
    return e.getClass().getSimpleName();
  }

  /** Some messages quote the value that was refused. */
  private static String withoutValues(String message) {
    return message.replaceAll("\"[^\"]*\"", "[...]");
  }
}
