package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;

/**
 * The version of PostgreSQL.
 *
 * @param major for example 18
 * @param shown as the server prints it
 */
public record DatabaseVersion(int major, String shown) {
  private static final int LEAST = 14;
  private static final int TESTED = 18;

  /** The result. */
  public Verdict verdict() {
    if (major < LEAST) {
      return new Verdict.Failed(
          "PostgreSQL " + shown, "use PostgreSQL %d or newer".formatted(LEAST));
    }
    return Verdict.passed("PostgreSQL %s%s", shown, major == TESTED ? "" : "; tested with 18");
  }
}
