package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import io.switchboard.contract.text.Quantity;

/**
 * Check 19: the contacts that were completed in the last hour.
 *
 * @param contacts of the first page
 * @param disposed those with a disposition
 * @param polled CXONE_POLL_COMPLETED
 */
public record CompletedReport(Reply reply, int contacts, int disposed, boolean polled) {

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /contacts/completed", "Reporting: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    if (contacts > 0 && disposed == 0 && polled) {
      return new Verdict.Warned(
          "%s, none with a disposition".formatted(Quantity.of(contacts, "contact")),
          "turn dispositions on for the skills, or use a webhook in ONRELEASE");
    }
    return Verdict.passed("%s, %d with a disposition", Quantity.of(contacts, "contact"), disposed);
  }
}
