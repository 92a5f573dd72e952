package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * Whether PostgreSQL removes dead rows; every upsert leaves one.
 *
 * @param on {@code autovacuum} and {@code track_counts}
 * @param disabled tables for which it is turned off
 * @param bloated tables with more dead rows than live ones, at least 100,000
 * @param oldestXid transactions since the oldest unfrozen row of the database
 */
public record Autovacuum(boolean on, List<String> disabled, List<String> bloated, long oldestXid) {
  /** PostgreSQL stops writes at about 2.1 billion. */
  private static final long WRAPAROUND = 1_000_000_000;

  /** The result. */
  public Verdict verdict() {
    if (!on) {
      return new Verdict.Failed(
          "autovacuum is off", "set autovacuum=on and track_counts=on, and reload PostgreSQL");
    }
    if (!disabled.isEmpty()) {
      return new Verdict.Failed(
          "turned off for " + Verdict.list(disabled),
          "ALTER TABLE … RESET (autovacuum_enabled) for each");
    }
    if (oldestXid > WRAPAROUND) {
      return new Verdict.Failed(
          "%,d transactions without a freeze".formatted(oldestXid),
          "run VACUUM (FREEZE) now, and look for open transactions and replication slots");
    }
    return bloated.isEmpty()
        ? Verdict.passed("on for every table")
        : new Verdict.Warned(
            "more dead rows than live ones: " + Verdict.list(bloated),
            "look for transactions that are open for hours, then VACUUM these tables");
  }
}
