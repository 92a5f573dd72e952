package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 3: the issuer's openid-configuration.
 *
 * @param tokenEndpoint whether it names a token endpoint
 * @param needed false for the access-key way, which does without
 */
public record OpenidConfiguration(Reply reply, boolean tokenEndpoint, boolean needed) {
  private static final String ISSUERS =
      "set CXONE_ISSUER to one of https://cxone.niceincontact.com,"
          + " https://cxone-gov.niceincontact.com, https://nicecxone-sov1.au or"
          + " https://nicecxone-sov1.eu";

  /** The result. */
  public Verdict verdict() {
    if (!needed) {
      return Verdict.passed("the access-key way does without");
    }
    if (reply.content() == Reply.Content.WEB_PAGE) {
      return new Verdict.Failed("the issuer answers a web page", ISSUERS);
    }
    if (!reply.isRead()) {
      return new Verdict.Failed(
          "openid-configuration answers " + (reply.status() == 0 ? "nothing" : reply.status()),
          ISSUERS);
    }
    return tokenEndpoint
        ? Verdict.passed("names a token endpoint")
        : new Verdict.Failed("openid-configuration names no token endpoint", ISSUERS);
  }
}
