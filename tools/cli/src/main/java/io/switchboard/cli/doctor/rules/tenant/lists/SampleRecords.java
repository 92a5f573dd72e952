package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 15: whether the numbers of the list can be read in the region.
 *
 * @param sampled records of the first page
 * @param unreadable numbers among them that are none in the region
 * @param region DNC_DEFAULT_REGION
 */
public record SampleRecords(Reply reply, int sampled, int unreadable, String region) {

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /dnc-groups/{id}/records", "DNC Groups: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    if (sampled == 0) {
      return Verdict.passed("the list is empty");
    }
    var found = "%d of %d are no numbers in %s".formatted(unreadable, sampled, region);
    if (unreadable * 2 > sampled) {
      return new Verdict.Failed(found, "set DNC_DEFAULT_REGION to the country of the tenant");
    }
    return unreadable == 0
        ? Verdict.passed("all %d of a sample are numbers in %s", sampled, region)
        : new Verdict.Warned(found, "check these records in CXone");
  }
}
