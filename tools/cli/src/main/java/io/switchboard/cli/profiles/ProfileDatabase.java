package io.switchboard.cli.profiles;

import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.SQLException;

/** A connection for as long as one command works on profiles. */
final class ProfileDatabase {
  private static final String NO_SUCH_TABLE = "42P01";

  private ProfileDatabase() {}

  /** Work on the table, in one transaction. */
  interface Work<T> {
    /** Returns what came of it; what it did is kept only when {@link Kept#kept} says so. */
    Kept<T> on(ProfileTable table) throws SQLException;
  }

  /** What came of the work, and whether it is to be kept. */
  record Kept<T>(T result, boolean kept) {}

  static <T> T with(DatabaseSettings settings, Work<T> work) {
    try (var connection = settings.connect("profiles")) {
      connection.setAutoCommit(false);
      var done = work.on(new ProfileTable(connection));
      if (done.kept()) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return done.result();
    } catch (SQLException e) {
      throw new CommandFailure(
          NO_SUCH_TABLE.equals(e.getSQLState())
              ? settings + " has no table customer_profiles yet: start sink-postgres once"
              : settings
                  + " cannot be used (SQLSTATE "
                  + e.getSQLState()
                  + "); nothing was changed");
    }
  }
}
