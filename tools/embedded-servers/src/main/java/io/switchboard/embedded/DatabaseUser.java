package io.switchboard.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The user that would run the embedded PostgreSQL. PostgreSQL refuses root, and initdb a user
 * without a name. Root becomes another user in a user namespace ({@code unshare -U}), which many
 * containers do not allow.
 *
 * @param root whether this process runs as root
 * @param named whether the user that would run PostgreSQL has a name, as in /etc/passwd
 * @param namespaces whether root may make a user namespace
 */
record DatabaseUser(boolean root, boolean named, boolean namespaces) {
  private static final int SECONDS = 5;
  private static final String REMEDY =
      "Run as a user that /etc/passwd names, or set DATABASE_URL to use your PostgreSQL.";

  /** Asks the system. */
  static DatabaseUser current() {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      return new DatabaseUser(false, true, false); // neither is a problem elsewhere
    }
    var root = succeeds(List.of("sh", "-c", "[ \"$(id -u)\" = 0 ]"));
    return root
        ? new DatabaseUser(
            true,
            succeeds(List.of("unshare", "-U", "id", "-un")),
            succeeds(List.of("sh", "-c", "[ \"$(unshare -U id -u)\" -gt 0 ]")))
        : new DatabaseUser(false, succeeds(List.of("id", "-un")), false);
  }

  /** Why the embedded PostgreSQL cannot run, and what to do; empty when it can. */
  Optional<String> problem() {
    if (root && !namespaces) {
      return Optional.of(
          "PostgreSQL refuses to run as root, and this system allows no user namespace. " + REMEDY);
    }
    return named
        ? Optional.empty()
        : Optional.of(
            "PostgreSQL needs a user with a name, and /etc/passwd has none for this one. "
                + REMEDY);
  }

  private static boolean succeeds(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // no such command: nothing that it could do
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
