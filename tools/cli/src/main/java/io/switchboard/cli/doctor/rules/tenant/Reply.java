package io.switchboard.cli.doctor.rules.tenant;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.Verdict.Failed;
import java.util.Optional;

/**
 * A response of a tenant, as far as the checks judge it.
 *
 * @param status HTTP status; 0 when there was no response
 * @param content what the body is
 * @param error the tenant's own words, masked, or why there was no response; may be empty
 */
public record Reply(int status, Content content, String error) {

  /** What a body is. */
  public enum Content {
    JSON,
    EMPTY,
    /** HTML: a proxy, a login page or another host. */
    WEB_PAGE,
    OTHER
  }

  /** A response with JSON. */
  public static Reply json(int status) {
    return new Reply(status, Content.JSON, "");
  }

  /** No response. */
  public static Reply none(String why) {
    return new Reply(0, Content.EMPTY, why);
  }

  /** Whether it is 2xx with JSON or without a body, which means that there is nothing. */
  public boolean isRead() {
    return status >= 200 && status < 300 && (content == Content.JSON || content == Content.EMPTY);
  }

  /**
   * Why this is no usable response; empty when it is one.
   *
   * @param call for example {@code GET /skills}
   * @param permission what 403 asks for, for example {@code Skills: View}
   */
  public Optional<Verdict> trouble(String call, String permission) {
    if (isRead()) {
      return Optional.empty();
    }
    var said = error.isEmpty() ? "" : ", \"" + error + "\"";
    return Optional.of(
        content == Content.WEB_PAGE
            ? new Failed(
                call + " answers a web page: a proxy answers, or the host is wrong",
                "let this machine reach the API host without a login page; check CXONE_BASE_URL")
            : byStatus(call, permission, said));
  }

  private Verdict byStatus(String call, String permission, String said) {
    return switch (status) {
      case 0 -> new Failed(call + ": " + error, "open the firewall for the API host");
      case 401 ->
          new Failed(
              call + " answers 401 with a fresh token" + said,
              "host and token belong to different tenants: remove CXONE_BASE_URL to discover it");
      case 403 ->
          new Failed(
              call + " answers 403" + said,
              "give the role of the access key's user the permission " + permission);
      case 404 ->
          new Failed(
              call + " answers 404" + said,
              "the version is gone or the path is unknown there: see check 9 and docs/nice.md");
      case 406, 415 ->
          new Failed(call + " answers " + status + said, "report it: the headers are not accepted");
      case 429 ->
          new Failed(call + " answers 429 three times", "lower CXONE_RATE_LIMIT; see check 24");
      default ->
          status >= 500
              ? new Failed(
                  call + " answers " + status + said, "wait, and look at NICE's status page")
              : new Failed(call + " answers " + status + said, "read docs/nice.md for this call");
    };
  }
}
