package io.switchboard.testkit.database;

import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a test, on one connection that it keeps: PostgreSQL needs tens of milliseconds
 * of processor time for a new one, and tests ask ten times a second. No timeouts of ours.
 */
public final class DatabaseClient implements AutoCloseable {
  private final DatabaseSettings settings;
  private @Nullable Connection connection;

  /**
   * Connects with the first statement.
   *
   * @param settings of the database
   */
  public DatabaseClient(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** The rows of a query: cells as text, null as "null", joined by "|". */
  public List<String> rows(String query) throws SQLException {
    return onConnection(
        connection -> {
          try (var statement = connection.createStatement();
              var results = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (results.next()) {
              var cells = new ArrayList<String>();
              for (var column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                cells.add(String.valueOf(results.getString(column)));
              }
              rows.add(String.join("|", cells));
            }
            return rows;
          }
        });
  }

  /** Executes statements, separated by semicolons. */
  public void execute(String statements) throws SQLException {
    onConnection(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(statements);
          }
        });
  }

  /** Executes a statement with a text for each question mark. */
  public void execute(String sql, List<@Nullable String> parameters) throws SQLException {
    onConnection(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.size(); i++) {
              statement.setString(i + 1, parameters.get(i));
            }
            return statement.executeUpdate();
          }
        });
  }

  /** Once more on a new connection when the server has ended the one that was kept. */
  public synchronized <T> T onConnection(Statements<T> statements) throws SQLException {
    var kept = connection;
    if (kept != null) {
      try {
        return statements.on(kept);
      } catch (SQLException e) {
        if (kept.isValid(5)) {
          throw e;
        }
        close();
      }
    }
    return statements.on(connected());
  }

  /** What a test does on a connection. */
  @FunctionalInterface
  public interface Statements<T> {
    /** Executes them. */
    T on(Connection connection) throws SQLException;
  }

  private Connection connected() throws SQLException {
    var connected =
        DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
    connection = connected;
    return connected;
  }

  @Override
  public synchronized void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
      connection = null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
