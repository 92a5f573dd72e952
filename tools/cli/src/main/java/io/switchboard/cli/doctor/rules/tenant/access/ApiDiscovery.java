package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 6: cxone-configuration names the API host.
 *
 * @param endpoint {@code api_endpoint}; empty when it is missing
 * @param pinned whether CXONE_BASE_URL is set, so that a failure costs nothing yet
 */
public record ApiDiscovery(Reply reply, String endpoint, boolean pinned) {

  /** The result. */
  public Verdict verdict() {
    if (reply.isRead() && !endpoint.isEmpty()) {
      return Verdict.passed("the API is at %s", endpoint);
    }
    var found =
        reply.isRead()
            ? "cxone-configuration names no api_endpoint"
            : "cxone-configuration answers "
                + (reply.status() == 0 ? reply.error() : reply.status());
    return pinned
        ? new Verdict.Warned(found, "CXONE_BASE_URL is used; a move of the tenant is not noticed")
        : new Verdict.Failed(
            found, "set CXONE_BASE_URL to the API host, https://api-CLUSTER.nice-incontact.com");
  }
}
