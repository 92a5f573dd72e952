package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;

/**
 * Check 7: the configured base against the discovered one.
 *
 * @param configured CXONE_BASE_URL; empty when it is not set
 * @param discovered empty when unknown
 */
public record BaseMatches(String configured, String discovered) {

  /** The result. */
  public Verdict verdict() {
    if (configured.isEmpty()) {
      return Verdict.passed("discovered, not configured");
    }
    if (discovered.isEmpty() || configured.equalsIgnoreCase(discovered)) {
      return Verdict.passed("CXONE_BASE_URL agrees");
    }
    return new Verdict.Failed(
        "CXONE_BASE_URL is %s, but the tenant is at %s".formatted(configured, discovered),
        "remove CXONE_BASE_URL, so that the API is discovered with each token");
  }
}
