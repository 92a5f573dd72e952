package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.contract.text.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Check 5: life and claims of the token.
 *
 * @param life {@code expires_in}; empty when it is missing or no number
 * @param claims names of the claims in the id_token
 * @param claimNeeded the claim by which the API is discovered; empty when it is not
 */
public record TokenContent(Optional<Duration> life, List<String> claims, String claimNeeded) {
  private static final Duration SHORT = Duration.ofMinutes(2);

  /** The result. */
  public Verdict verdict() {
    if (!claimNeeded.isEmpty() && !claims.contains(claimNeeded)) {
      return new Verdict.Failed(
          "the id_token has no claim " + claimNeeded,
          "set CXONE_BASE_URL to the API host of the tenant, https://api-CLUSTER.nice-incontact.com");
    }
    if (life.isEmpty()) {
      return new Verdict.Warned(
          "expires_in is missing or no number", "tokens are renewed every few minutes");
    }
    return life.get().compareTo(SHORT) < 0
        ? new Verdict.Warned(
            "a token lives for %d s".formatted(life.get().toSeconds()),
            "raise the life of tokens in the application: each one counts against the rate limit")
        : Verdict.passed("lives for %s", Quantity.of(life.get().toMinutes(), "minute"));
  }
}
