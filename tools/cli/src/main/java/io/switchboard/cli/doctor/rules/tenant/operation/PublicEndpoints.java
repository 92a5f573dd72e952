package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * Check 21: our own endpoints as CXone sees them.
 *
 * @param configured whether PUBLIC_URL is set
 * @param loopback whether the address is of this machine only, and so is the tenant
 * @param parts the results of the certificate and of the latency
 */
public record PublicEndpoints(boolean configured, boolean loopback, List<Verdict> parts) {

  /** The result: the first failure, else the first warning. */
  public Verdict verdict() {
    if (!configured && !loopback) {
      return new Verdict.Failed(
          "PUBLIC_URL is not set: nothing is known about the address that CXone uses",
          "set PUBLIC_URL to the https:// address of ingress");
    }
    return parts.stream()
        .filter(Verdict.Failed.class::isInstance)
        .findFirst()
        .or(() -> parts.stream().filter(Verdict.Warned.class::isInstance).findFirst())
        .orElseGet(() -> Verdict.passed("certificate and latency are well"));
  }
}
