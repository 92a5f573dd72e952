package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import java.util.List;
import java.util.Locale;

/**
 * Check 4: a token, and by which way.
 *
 * @param missing settings that the way needs and that are not set
 * @param tried the ways in their order; the first one is what the services use
 */
public record TokenGranted(List<String> missing, List<Trial> tried) {

  /** A way to a token. */
  public enum Way {
    /** The tutorials' shape. */
    CLIENT_CREDENTIALS("client credentials"),
    /** A registered application with an access key. */
    PASSWORD("application and access key"),
    /** An access key without an application. */
    ACCESS_KEY("access key alone");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  /**
   * One way that was tried.
   *
   * @param token whether the response had a token
   */
  public record Trial(Way way, Reply reply, boolean token) {}

  /** The result. */
  public Verdict verdict() {
    if (!missing.isEmpty()) {
      return new Verdict.Failed(
          String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are") + " not set",
          "create an access key for a user in CXone and set them; client_credentials does not"
              + " exist there");
    }
    var first = tried.getFirst();
    if (first.token()) {
      return Verdict.passed("granted: %s", first.way().words);
    }
    var other = tried.stream().filter(Trial::token).findFirst();
    if (other.isPresent()) {
      return new Verdict.Failed(
          "%s: %s; %s works".formatted(first.way().words, said(first), other.get().way().words),
          first.way() == Way.PASSWORD
              ? "remove CXONE_CLIENT_ID and CXONE_CLIENT_SECRET, or register the application"
              : "set CXONE_CLIENT_ID and CXONE_CLIENT_SECRET in the services too");
    }
    return new Verdict.Failed(
        "no token by %s: %s".formatted(first.way().words, said(first)), remedy(first));
  }

  private static String said(Trial trial) {
    var reply = trial.reply();
    if (reply.content() == Reply.Content.WEB_PAGE) {
      return "a web page";
    }
    if (reply.isRead()) {
      return "an answer without a token";
    }
    var status = reply.status() == 0 ? "no answer" : Integer.toString(reply.status());
    return reply.error().isEmpty() ? status : status + " " + reply.error();
  }

  private static String remedy(Trial trial) {
    var error = trial.reply().error().toLowerCase(Locale.ROOT);
    if (error.contains("grant") && !error.contains("invalid_grant")) {
      return "client_credentials does not exist there: set CXONE_PROFILE=nice and an access key";
    }
    return switch (trial.way()) {
      case CLIENT_CREDENTIALS -> "check CXONE_CLIENT_ID, CXONE_CLIENT_SECRET, CXONE_TOKEN_PATH";
      case PASSWORD ->
          error.contains("client")
              ? "check CXONE_CLIENT_ID and CXONE_CLIENT_SECRET of the application"
              : "check CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET; is the key's user active?";
      case ACCESS_KEY ->
          "check the access key, and that CXONE_ISSUER is the area of the tenant:"
              + " https://na1.nice-incontact.com, au1 or eu1";
    };
  }
}
