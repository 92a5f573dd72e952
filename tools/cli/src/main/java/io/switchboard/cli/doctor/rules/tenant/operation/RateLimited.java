package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.contract.text.Quantity;

/**
 * Check 24: whether the tenant answered 429 during these checks. NICE publishes no limit.
 *
 * @param requests that doctor sent
 * @param throttled those that were answered 429
 * @param configured CXONE_RATE_LIMIT, requests a second
 */
public record RateLimited(int requests, int throttled, int configured) {

  /** The result. */
  public Verdict verdict() {
    return throttled == 0
        ? Verdict.passed("no 429 in %s", Quantity.of(requests, "request"))
        : new Verdict.Failed(
            "%d of %d requests were answered 429".formatted(throttled, requests),
            "set CXONE_RATE_LIMIT=%d and run doctor again; other clients share the limit"
                .formatted(Math.max(1, configured / 2)));
  }
}
