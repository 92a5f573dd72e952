package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 12: whether the do-not-call group may be edited. The request adds no record.
 *
 * @param reply to adding an empty list of records
 */
public record EditPermission(Reply reply) {

  /** The result: 400 objects to the empty list, which comes after the permission. */
  public Verdict verdict() {
    if (reply.status() == 404) {
      return new Verdict.Skipped("there is no such group, see check 13");
    }
    return reply.status() == 400 || reply.status() == 422
        ? Verdict.passed("the group may be edited")
        : reply
            .trouble("POST /dnc-groups/{id}/records", "DNC Groups: Edit")
            .orElseGet(() -> Verdict.passed("the group may be edited"));
  }
}
