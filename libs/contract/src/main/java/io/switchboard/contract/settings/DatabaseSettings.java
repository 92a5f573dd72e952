package io.switchboard.contract.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The connection settings of PostgreSQL.
 *
 * @param jdbcUrl without user and password
 * @param file {@code DATABASE_URL_FILE}, if the settings come from it
 */
public record DatabaseSettings(
    String jdbcUrl, @Nullable String user, @Nullable String password, @Nullable Path file) {
  /**
   * Of the driver's {@code prepareThreshold}: behind a pooler that changes the server's session
   * with each transaction, as PgBouncer does, named statements are unknown or of others.
   */
  public static final String NEVER_NAMED = "0";

  private static final String EXAMPLE = "postgres://user:password@127.0.0.1:5432/switchboard";

  /** The timeout for all hosts together. */
  private static final int LOGIN_SECONDS = 3;

  /** Settings that no file can change. */
  public DatabaseSettings(String jdbcUrl, @Nullable String user, @Nullable String password) {
    this(jdbcUrl, user, password, null);
  }

  /** Reads {@code DATABASE_URL} in the form postgres:// or jdbc:postgresql://. */
  public static DatabaseSettings read(Environment environment) {
    environment.required("DATABASE_URL", EXAMPLE);
    return environment.parsed(
        "DATABASE_URL",
        () -> new DatabaseSettings("", null, null),
        EXAMPLE,
        text -> parse(text).from(environment.file("DATABASE_URL").orElse(null)));
  }

  private DatabaseSettings from(@Nullable Path source) {
    return new DatabaseSettings(jdbcUrl, user, password, source);
  }

  /**
   * What the file says now, for a new connection: a password is changed while a service runs. These
   * settings while the file is missing or is being written.
   */
  public DatabaseSettings latest() {
    if (file == null) {
      return this;
    }
    try {
      return parse(Environment.content(file)).from(file);
    } catch (IOException | IllegalArgumentException _) {
      return this; // a regular result: the file is being replaced
    }
  }

  /**
   * Parses either form; several hosts are separated by commas, and the first that accepts the
   * connection is used ({@code ?targetServerType=primary}: the first that is writable).
   *
   * @throws IllegalArgumentException naming the problem, without quoting the value
   */
  public static DatabaseSettings parse(String text) {
    return DatabaseUrl.parse(text);
  }

  /** host:port of each server. */
  public List<String> addresses() {
    return DatabaseUrl.addresses(jdbcUrl);
  }

  /**
   * One connection for a command that reads. It gives up on a server that does not accept the login
   * within 3 s or does not answer for a minute, and its errors quote no values. Services have their
   * own pools and timeouts.
   *
   * @param command part of the application's name that PostgreSQL shows, after "switchboard-"
   */
  public Connection connect(String command) throws SQLException {
    var properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "switchboard-" + command);
    properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
    properties.setProperty(
        "connectTimeout", Integer.toString(Math.max(1, LOGIN_SECONDS / addresses().size())));
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("prepareThreshold", NEVER_NAMED);
    properties.setProperty("logServerErrorDetail", "false");
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + jdbcUrl.replaceAll("\\?.*", "") + "]";
  }
}
