package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;

/**
 * Check 8: the first request with the token.
 *
 * @param call for example {@code GET /server-time}
 * @param tolerates404 whether the path need not exist, as in the tutorials' shape
 */
public record ServerTime(Reply reply, String call, boolean tolerates404) {

  /** The result. */
  public Verdict verdict() {
    var accepted =
        tolerates404
            && (reply.status() == 404 || reply.status() == 405)
            && reply.content() != Reply.Content.WEB_PAGE;
    return accepted
        ? Verdict.passed("the token is accepted")
        : reply
            .trouble(call, "to use the API")
            .orElseGet(() -> Verdict.passed("the token is accepted"));
  }
}
