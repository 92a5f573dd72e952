package io.switchboard.cli.doctor.rules.webhooks;

import io.switchboard.cli.doctor.rules.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * The certificate that CXone sees.
 *
 * @param https whether the address begins with https://
 * @param production whether the deployment is in production
 * @param problem why it is not trusted; empty when it is
 * @param expires the earliest end of the chain; {@link Instant#MAX} when unknown
 */
public record CertificateChain(boolean https, boolean production, String problem, Instant expires) {
  private static final Duration SOON = Duration.ofDays(14);

  /** The result at a time. */
  public Verdict verdict(Instant now) {
    if (!https) {
      return production
          ? new Verdict.Failed("the address is not https", "set PUBLIC_URL to an https:// address")
          : Verdict.passed("no TLS: the address is http, which production refuses");
    }
    if (!problem.isEmpty()) {
      return new Verdict.Failed(
          problem,
          "serve the whole chain (certificate, then intermediates) of a public authority in"
              + " TLS_CERT, for the host of PUBLIC_URL");
    }
    var left = Duration.between(now, expires);
    if (left.isNegative()) {
      return new Verdict.Failed("a certificate of the chain has expired", "renew TLS_CERT");
    }
    return left.compareTo(SOON) < 0
        ? new Verdict.Warned("expires in %d days".formatted(left.toDays()), "renew TLS_CERT")
        : Verdict.passed("trusted, valid for %d days", left.toDays());
  }
}
