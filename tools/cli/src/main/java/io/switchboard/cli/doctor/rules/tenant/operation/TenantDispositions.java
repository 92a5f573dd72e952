package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Check 17: the tenant's dispositions against dispositions.yaml, both ways.
 *
 * @param tenant names of the active dispositions by id
 * @param rules category of each code of dispositions.yaml
 */
public record TenantDispositions(
    Reply reply, Map<String, String> tenant, Map<String, String> rules) {
  private static final String OPT_OUT = "do_not_call";
  private static final Set<String> OPT_OUT_NAMES =
      Set.of("do not call", "dnc", "opt out", "opt-out", "remove from list");

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /dispositions", "Dispositions: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    var known = rules.keySet().stream().filter(tenant::containsKey).toList();
    if (known.stream().noneMatch(code -> OPT_OUT.equals(rules.get(code)))) {
      return new Verdict.Failed(
          "no disposition of the tenant is a " + OPT_OUT + " in dispositions.yaml",
          "write the tenant's disposition ids into DISPOSITIONS_FILE: " + Verdict.list(named()));
    }
    var overlooked = optOutsWithoutRule();
    if (!overlooked.isEmpty()) {
      return new Verdict.Failed(
          "no rule for " + Verdict.list(overlooked),
          "add a rule with category " + OPT_OUT + " to DISPOSITIONS_FILE");
    }
    var missing = new TreeSet<>(rules.keySet());
    missing.removeAll(tenant.keySet());
    var unnamed = new TreeMap<>(tenant);
    unnamed.keySet().removeAll(rules.keySet());
    return missing.isEmpty() && unnamed.isEmpty()
        ? Verdict.passed("all %d have a rule", tenant.size())
        : new Verdict.Warned(
            "%d of the tenant have no rule, %d rules no disposition"
                .formatted(unnamed.size(), missing.size()),
            "`switchboard dispositions unknown` counts them; correct DISPOSITIONS_FILE");
  }

  private List<String> named() {
    return new TreeMap<>(tenant)
        .entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }

  private List<String> optOutsWithoutRule() {
    return new TreeMap<>(tenant)
        .entrySet().stream()
            .filter(e -> !rules.containsKey(e.getKey()))
            .filter(e -> OPT_OUT_NAMES.contains(e.getValue().toLowerCase(Locale.ROOT)))
            .map(e -> e.getKey() + " " + e.getValue())
            .toList();
  }
}
