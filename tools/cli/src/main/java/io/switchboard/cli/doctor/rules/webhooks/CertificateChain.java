package io.switchboard.cli.doctor.rules.webhooks;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.contract.text.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificate that CXone sees.
 *
 * @param https whether the address begins with https://
 * @param production whether the deployment is in production
 * @param fault why it is not trusted; empty when it is
 * @param expires the earliest end of the chain; {@link Instant#MAX} when unknown
 */
public record CertificateChain(
    boolean https, boolean production, Optional<CertificateFault> fault, Instant expires) {
  private static final Duration SOON = Duration.ofDays(14);

  /** The result at a time. */
  public Verdict verdict(Instant now) {
    if (!https) {
      return production
          ? new Verdict.Failed("the address is not https", "set PUBLIC_URL to an https:// address")
          : Verdict.passed("no TLS: the address is http, which production refuses");
    }
    if (fault.isPresent()) {
      return new Verdict.Failed(fault.get().found(), remedy(fault.get().kind()));
    }
    var left = Duration.between(now, expires);
    if (left.isNegative()) {
      return new Verdict.Failed("a certificate of the chain has expired", "renew TLS_CERT");
    }
    return left.compareTo(SOON) < 0
        ? new Verdict.Warned(
            "expires in %s".formatted(Quantity.of(left.toDays(), "day")), "renew TLS_CERT")
        : Verdict.passed("trusted, valid for %s", Quantity.of(left.toDays(), "day"));
  }

  private static String remedy(CertificateFault.Kind kind) {
    return switch (kind) {
      case EXPIRED -> "renew TLS_CERT";
      case NOT_YET_VALID -> "check the clock of this machine, or wait until then";
      case OTHER_HOST -> "request a certificate for the host of PUBLIC_URL, or set the other host";
      case SELF_SIGNED ->
          "set a certificate of a public authority in TLS_CERT: CXone trusts no other";
      case INCOMPLETE_CHAIN ->
          "append the intermediate certificates to TLS_CERT, behind the server's own: CXone does not"
              + " look for them";
      case UNKNOWN_AUTHORITY ->
          "set a certificate of a public authority in TLS_CERT, with its intermediates: CXone trusts"
              + " no other";
      case NO_HANDSHAKE -> "check that PUBLIC_URL leads to a TLS port with a certificate";
    };
  }
}
