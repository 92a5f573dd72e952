package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Check 9: the versions that the tenant offers for each endpoint.
 *
 * @param wanted the version that is used, for example 30.0
 * @param newest the newest offered version of each call; absent when it is not offered
 * @param used the calls that are used
 */
public record ApiVersions(
    Reply reply, BigDecimal wanted, Map<String, BigDecimal> newest, Collection<String> used) {

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /apiversion", "to use the API");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    var missing = used.stream().filter(call -> !newest.containsKey(call)).sorted().toList();
    if (!missing.isEmpty()) {
      return new Verdict.Failed(
          "not offered: " + Verdict.list(missing), "ask NICE to enable these calls");
    }
    var old = new TreeMap<>(newest);
    old.keySet().retainAll(used);
    old.values().removeIf(version -> version.compareTo(wanted) >= 0);
    return old.isEmpty()
        ? Verdict.passed("v%s or newer for all %d calls", wanted, used.size())
        : new Verdict.Failed(
            "v%s is not offered: %s".formatted(wanted, old),
            "set the offered version for these calls in a profile file (CXONE_PROFILE=FILE.yaml)");
  }
}
