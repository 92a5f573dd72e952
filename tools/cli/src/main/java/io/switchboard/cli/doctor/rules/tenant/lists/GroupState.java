package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.util.List;
import java.util.Optional;

/**
 * Check 13: the do-not-call group.
 *
 * @param configured CXONE_DNC_GROUP; empty when it is not set
 * @param groups all groups of the tenant
 */
public record GroupState(Reply reply, String configured, List<Group> groups) {

  /** A group of the tenant. */
  public record Group(String id, String name, boolean active, boolean removed) {}

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /dnc-groups", "DNC Groups: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    var ids = groups.stream().map(group -> group.id() + " (" + group.name() + ")").toList();
    if (configured.isEmpty()) {
      return new Verdict.Failed(
          "CXONE_DNC_GROUP is not set: opt-outs are not pushed",
          ids.isEmpty()
              ? "create a DNC group in CXone and set CXONE_DNC_GROUP to its id"
              : "set CXONE_DNC_GROUP to one of " + Verdict.list(ids));
    }
    Optional<Group> found =
        groups.stream().filter(group -> group.id().equals(configured)).findFirst();
    if (found.isEmpty()) {
      return new Verdict.Failed(
          "there is no DNC group " + configured,
          "set CXONE_DNC_GROUP to one of " + Verdict.list(ids));
    }
    return found.get().active() && !found.get().removed()
        ? Verdict.passed("%s (%s) is active", configured, found.get().name())
        : new Verdict.Failed(
            "DNC group %s (%s) is not active".formatted(configured, found.get().name()),
            "activate it in CXone, or set CXONE_DNC_GROUP to another one");
  }
}
