package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;

/**
 * Whether Redis may drop numbers of the mirror.
 *
 * @param policy {@code maxmemory-policy}; empty when the server does not tell it
 * @param maxMemory bytes, 0 for no limit
 * @param usedMemory bytes
 * @param master whether the server accepts writes
 */
public record RedisEviction(String policy, long maxMemory, long usedMemory, boolean master) {
  private static final int NEARLY_FULL_PERCENT = 90;

  /** The result. */
  public Verdict verdict() {
    if (!master) {
      return new Verdict.Failed(
          "the server is a replica and accepts no writes", "name the primary in REDIS_URL");
    }
    if (policy.isEmpty()) {
      return new Verdict.Warned(
          "the server does not tell its maxmemory-policy", "make sure that it is noeviction");
    }
    if (!policy.equals("noeviction")) {
      return new Verdict.Failed(
          "maxmemory-policy is " + policy + ": it may drop numbers",
          "set maxmemory-policy noeviction; a dropped number costs a look-up in PostgreSQL");
    }
    if (maxMemory > 0 && usedMemory * 100 > maxMemory * NEARLY_FULL_PERCENT) {
      return new Verdict.Failed(
          "%d of %d MB are in use".formatted(usedMemory >> 20, maxMemory >> 20),
          "raise maxmemory: a full Redis refuses the writes of the sink");
    }
    return Verdict.passed("noeviction");
  }
}
