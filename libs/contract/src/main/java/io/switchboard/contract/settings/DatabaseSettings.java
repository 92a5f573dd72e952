package io.switchboard.contract.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How to reach PostgreSQL.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseSettings(String jdbcUrl, @Nullable String user, @Nullable String password) {
  private static final String EXAMPLE = "postgres://user:password@127.0.0.1:5432/switchboard";

  /** Reads {@code DATABASE_URL} in the form postgres:// or jdbc:postgresql://. */
  public static DatabaseSettings read(Environment environment) {
    environment.required("DATABASE_URL", EXAMPLE);
    return environment.parsed(
        "DATABASE_URL",
        () -> new DatabaseSettings("", null, null),
        EXAMPLE,
        DatabaseSettings::parse);
  }

  /** Parses either form; throws IllegalArgumentException without quoting the value. */
  public static DatabaseSettings parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return new DatabaseSettings(text, null, null);
    }
    if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
      throw new IllegalArgumentException("must begin with postgres:// or jdbc:postgresql://");
    }
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "is not a URL; percent-encode special characters in user and password");
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException("must name a host and a database");
    }
    var port = uri.getPort() < 0 ? 5432 : uri.getPort();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    var jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query;
    var userInfo = uri.getRawUserInfo();
    if (userInfo == null) {
      return new DatabaseSettings(jdbc, null, null);
    }
    var colon = userInfo.indexOf(':');
    return colon < 0
        ? new DatabaseSettings(jdbc, decode(userInfo), null)
        : new DatabaseSettings(
            jdbc, decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
  }

  /**
   * One connection for a command that reads: it gives up on a server that is silent for a minute,
   * and its errors quote no values. What serves for long has pools and time limits of its own.
   *
   * @param command what PostgreSQL shows as the application's name, after "switchboard-"
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
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("logServerErrorDetail", "false");
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + jdbcUrl.replaceAll("\\?.*", "") + "]";
  }
}
