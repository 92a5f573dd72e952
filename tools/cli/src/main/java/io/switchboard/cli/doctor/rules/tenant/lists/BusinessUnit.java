package io.switchboard.cli.doctor.rules.tenant.lists;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 10: which business unit this is.
 *
 * @param name masked
 * @param publishedLimit the limit as CXone reports it, whose meaning is not documented; empty if
 *     absent
 */
public record BusinessUnit(Reply reply, String name, String publishedLimit) {

  /** The result. */
  public Verdict verdict() {
    return reply
        .trouble("GET /business-unit", "Business Unit: View")
        .orElseGet(
            () ->
                Verdict.passed(
                    "%s%s",
                    name.isEmpty() ? "no name" : name,
                    publishedLimit.isEmpty()
                        ? ""
                        : "; apiPublishedLimit " + publishedLimit + ", not documented"));
  }
}
