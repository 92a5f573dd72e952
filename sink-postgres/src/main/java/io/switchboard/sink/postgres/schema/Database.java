package io.switchboard.sink.postgres.schema;

import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * Opens connections with timeouts, whose error messages contain no values.
 *
 * @param name the application name that the server shows
 */
public record Database(DatabaseSettings settings, String name, Timeouts timeouts) {

  /**
   * The timeouts. Their sum is below the time after which Kafka revokes the partitions of a
   * consumer that does not poll.
   *
   * @param statement one statement, ended by the server
   * @param lock waiting for a row that another session has locked
   * @param idleInTransaction a transaction without statements, ended by the server: this releases
   *     the locks of a suspended sink
   * @param socket a response of the server
   * @param connect a new connection
   */
  public record Timeouts(
      Duration statement,
      Duration lock,
      Duration idleInTransaction,
      Duration socket,
      Duration connect) {
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5));
  }

  public Database(DatabaseSettings settings, String name) {
    this(settings, name, Timeouts.DEFAULT);
  }

  /** A new connection, autocommit on, with the user and the password that are set now. */
  public Connection connect() throws SQLException {
    return connect(settings.latest());
  }

  private Connection connect(DatabaseSettings settings) throws SQLException {
    var properties = new Properties();
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    properties.setProperty("ApplicationName", name);
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("tcpKeepAlive", "true");
    if (settings.addresses().size() > 1) { // after a fail-over the first one may be a standby
      properties.setProperty("targetServerType", "primary");
    }
    properties.setProperty("connectTimeout", seconds(timeouts.connect()));
    properties.setProperty("loginTimeout", seconds(timeouts.connect().multipliedBy(2)));
    properties.setProperty("socketTimeout", seconds(timeouts.socket()));
    properties.setProperty("cancelSignalTimeout", seconds(timeouts.connect()));
    var connection = DriverManager.getConnection(settings.jdbcUrl(), properties);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "SET statement_timeout = %d; SET lock_timeout = %d; SET idle_in_transaction_session_timeout = %d"
              .formatted(
                  timeouts.statement().toMillis(),
                  timeouts.lock().toMillis(),
                  timeouts.idleInTransaction().toMillis()));
      if (isPooled(connection, statement)) {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Whether a pooler, such as PgBouncer, stands before the server: it gives its clients process ids
   * of its own. It may change the server's session with each transaction, and named statements are
   * unknown to the next one. Without one they are kept: the sink writes a fifth more rows by them.
   */
  private static boolean isPooled(Connection connection, Statement statement) throws SQLException {
    try (var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      return rows.next() && rows.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }
}
