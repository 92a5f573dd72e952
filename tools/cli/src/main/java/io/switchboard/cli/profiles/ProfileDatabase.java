package io.switchboard.cli.profiles;

import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.SqlState;
import java.sql.SQLException;

/** Runs the work of one command on profiles in one transaction. */
final class ProfileDatabase {
  private ProfileDatabase() {}

  /** Work on the table, in one transaction. */
  interface Work<T> {
    /** Returns the result and whether the transaction commits. */
    WorkResult<T> on(ProfileTable table) throws SQLException;
  }

  /** The result of the work, and whether its transaction commits. */
  record WorkResult<T>(T result, boolean commit) {}

  static <T> T with(DatabaseSettings settings, Work<T> work) {
    try (var connection = settings.connect("profiles")) {
      connection.setAutoCommit(false);
      var done = work.on(new ProfileTable(connection));
      if (done.commit()) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return done.result();
    } catch (SQLException e) {
      throw new CommandFailure(
          SqlState.isUndefinedTable(e)
              ? settings + " has no table customer_profiles yet: start sink-postgres once"
              : settings
                  + " cannot be used (SQLSTATE "
                  + e.getSQLState()
                  + "); nothing was changed");
    }
  }
}
