package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 16, with {@code --write}: a test number is added, found and expired.
 *
 * @param add the response to adding it
 * @param added whether its record was confirmed
 * @param found whether a search found it
 * @param expire the response to expiring it
 * @param expired whether its record was confirmed
 */
public record WriteTrial(Reply add, boolean added, boolean found, Reply expire, boolean expired) {

  /** The result. */
  public Verdict verdict() {
    var trouble = add.trouble("POST /dnc-groups/{id}/records", "DNC Groups: Edit");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    if (!added) {
      return new Verdict.Failed(
          "adding a test number: 200, but no confirmed record",
          "try CXONE_NUMBER_FORM=e164 or national; the tenant refuses this form");
    }
    if (!found) {
      return new Verdict.Failed(
          "the test number was added, but the search does not find it",
          "wait for the search of the tenant, and run doctor --write again");
    }
    var untouched = expire.trouble("DELETE /dnc-groups/{id}/records", "DNC Groups: Edit");
    if (untouched.isPresent()) {
      return untouched.get();
    }
    return expired
        ? Verdict.passed("a test number was added, found and expired")
        : new Verdict.Failed(
            "the test number was added, but not expired",
            "expire it in CXone; opt-ins will not be taken either");
  }
}
