package io.switchboard.contract.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a database URL: {@code postgres://user:password@host:port,host:port/database?name=value},
 * with one host or several. Errors do not quote the value, because it contains a secret.
 */
final class DatabaseUrl {
  private static final String JDBC = "jdbc:postgresql:";
  private static final String DEFAULT_PORT = "5432";
  private static final Pattern ESCAPE_THAT_IS_NONE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]\\s]+)(:.*)?");

  private DatabaseUrl() {}

  static DatabaseSettings parse(String text) {
    if (text.startsWith(JDBC)) {
      return jdbc(text);
    }
    if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
      throw wrong("must begin with postgres:// or jdbc:postgresql://");
    }
    var rest = text.substring(text.indexOf("://") + 3);
    checkCharacters(rest);
    var at = rest.indexOf('@');
    var path = rest.indexOf('/', at + 1);
    if (path < 0 || path == rest.length() - 1 || rest.charAt(path + 1) == '?') {
      throw wrong("must name a host and a database");
    }
    var hosts = hosts(rest.substring(at + 1, path));
    var jdbc = JDBC + "//" + String.join(",", hosts) + rest.substring(path);
    if (at < 0) {
      return new DatabaseSettings(jdbc, null, null);
    }
    var user = rest.substring(0, at);
    var colon = user.indexOf(':');
    return colon < 0
        ? new DatabaseSettings(jdbc, decode(user), null)
        : new DatabaseSettings(
            jdbc, decode(user.substring(0, colon)), decode(user.substring(colon + 1)));
  }

  /** Special characters of URLs that may be in a password unescaped. */
  private static void checkCharacters(String rest) {
    if (rest.indexOf('#') >= 0) {
      throw wrong("has a # that is not percent-encoded: write %23");
    }
    if (rest.indexOf(' ') >= 0) {
      throw wrong("has a blank that is not percent-encoded: write %20");
    }
    if (ESCAPE_THAT_IS_NONE.matcher(rest).find()) {
      throw wrong("has a % that is not percent-encoded: write %25");
    }
    var query = rest.indexOf('?');
    var beforeQuery = query < 0 ? rest : rest.substring(0, query);
    var at = beforeQuery.lastIndexOf('@');
    if (at < 0 && query >= 0 && rest.indexOf('@') >= 0 && beforeQuery.indexOf('/') < 0) {
      throw wrong("has a ? before its @ that is not percent-encoded: write %3F");
    }
    if (beforeQuery.indexOf('@') != at) {
      throw wrong("has more than one @: in user and password write %40");
    }
    var slash = beforeQuery.indexOf('/');
    if (slash >= 0 && slash < at) {
      throw wrong("has a / before its @ that is not percent-encoded: write %2F");
    }
  }

  private static DatabaseSettings jdbc(String text) {
    if (authority(text).indexOf('@') >= 0) {
      throw wrong(
          "has user and password before the host: in the form jdbc:postgresql:// write"
              + " ?user=...&password=... behind the database");
    }
    addresses(text);
    return new DatabaseSettings(text, null, null);
  }

  /** host:port of each server, in the order of the URL. */
  static List<String> addresses(String jdbcUrl) {
    var authority = authority(jdbcUrl);
    return authority.isEmpty() ? List.of("localhost:" + DEFAULT_PORT) : hosts(authority);
  }

  private static String authority(String jdbcUrl) {
    var rest = jdbcUrl.substring(JDBC.length());
    if (!rest.startsWith("//")) {
      return "";
    }
    var end = rest.replace('?', '/').indexOf('/', 2);
    return end < 0 ? rest.substring(2) : rest.substring(2, end);
  }

  private static List<String> hosts(String text) {
    var hosts = new ArrayList<String>();
    for (var host : text.split(",", -1)) {
      var parts = HOST.matcher(host);
      if (!parts.matches()) {
        throw wrong("must name a host and a database");
      }
      hosts.add(parts.group(1) + ":" + port(parts.group(2)));
    }
    return List.copyOf(hosts);
  }

  private static String port(@Nullable String text) {
    if (text == null) {
      return DEFAULT_PORT;
    }
    if (!text.matches(":\\d{1,5}") || Integer.parseInt(text.substring(1)) > 65_535) {
      throw wrong("has a port that is not a number from 1 to 65535");
    }
    return text.substring(1);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
