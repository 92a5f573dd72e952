package io.switchboard.contract.settings;

import io.switchboard.contract.phone.Mask;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why the driver of PostgreSQL makes no connection although a server answers, with what an operator
 * does about it. The SQLSTATE does not tell: its class is 08, as without any answer.
 */
public enum DatabaseRefusal {
  ROLE("targetServerType", "promote a server, or correct the hosts of DATABASE_URL"),
  ENCRYPTION(
      "SSL|sslmode|HostnameVerifier",
      "correct sslmode and sslrootcert of DATABASE_URL, or the server's certificate"),
  LOGIN("", "correct user, password and parameters of DATABASE_URL");

  /** The driver itself rejects the connection. */
  private static final String REJECTED = "08004";

  private static final String CONNECTION = "08";
  private static final String DRIVER = "org.postgresql.";

  /** The driver's texts are translated, these words are not. */
  private final Pattern words;

  private final String remedy;

  DatabaseRefusal(String words, String remedy) {
    this.words = Pattern.compile(words);
    this.remedy = remedy;
  }

  /**
   * What the driver says, and what to do; empty for other errors, and when no server answers. A
   * pool has the driver's error as its cause.
   */
  public static Optional<String> text(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      // another class may quote the URL
      if (cause instanceof SQLException e && e.getClass().getName().startsWith(DRIVER)) {
        return text(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(String state, String said) {
    return Arrays.stream(values())
        .filter(_ -> state.startsWith(CONNECTION))
        .filter(each -> each == LOGIN ? state.equals(REJECTED) : each.words.matcher(said).find())
        .findFirst()
        .map(each -> Mask.text(said.replaceFirst("\\.$", "")) + "; " + each.remedy);
  }
}
