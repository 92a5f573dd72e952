package io.switchboard.cli.doctor.rules.webhooks;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the webhooks refuse a request without credentials.
 *
 * @param loopback whether the address is of this machine only
 * @param statuses the HTTP status of each path; 0 for no response
 */
public record WebhookAuthentication(boolean loopback, Map<String, Integer> statuses) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** The result. */
  public Verdict verdict() {
    if (loopback) {
      return Verdict.passed("served on loopback only: not tried");
    }
    var open = new TreeMap<>(statuses);
    open.values().removeIf(status -> status == UNAUTHORIZED || status == FORBIDDEN);
    if (open.isEmpty()) {
      return Verdict.passed("every webhook demands it");
    }
    var first = open.firstEntry();
    return isAccepting(first.getValue())
        ? new Verdict.Failed(
            "without credentials %s answers %d".formatted(first.getKey(), first.getValue()),
            "set WEBHOOK_SECRETS, WEBHOOK_HEADER or WEBHOOK_BASIC, and look for a gateway that adds"
                + " credentials")
        : new Verdict.Failed(
            "%s answers %s instead of 401"
                .formatted(
                    first.getKey(), first.getValue() == 0 ? "nothing" : first.getValue() + ""),
            "let PUBLIC_URL and the gateway in front lead to ingress");
  }

  /** It was taken, or refused for its content only. */
  private static boolean isAccepting(int status) {
    return (status >= 200 && status < 300) || status == 400 || status == 413 || status == 415;
  }
}
