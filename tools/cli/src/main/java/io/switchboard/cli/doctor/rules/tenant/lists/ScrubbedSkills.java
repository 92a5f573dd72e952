package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Check 14: only scrubbed skills obey the group; a group without one stops no call.
 *
 * @param scrubbed ids of the group's scrubbed skills
 * @param outbound active outbound skills, names by id
 */
public record ScrubbedSkills(Reply reply, Set<String> scrubbed, Map<String, String> outbound) {

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /dnc-groups/{id}/scrubbed-skills", "DNC Groups: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    if (scrubbed.isEmpty()) {
      return new Verdict.Failed(
          "the group has no scrubbed skill: it stops no call",
          "add every outbound skill to the group's scrubbed skills");
    }
    var uncovered = new TreeMap<>(outbound);
    uncovered.keySet().removeAll(scrubbed);
    return uncovered.isEmpty()
        ? Verdict.passed("all %d outbound skills are scrubbed", outbound.size())
        : new Verdict.Failed(
            "outbound skills that ignore the group: "
                + Verdict.list(List.copyOf(uncovered.values())),
            "add them to the group's scrubbed skills");
  }
}
