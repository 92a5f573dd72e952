package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * Check 23: a request of CXone within the last minute.
 *
 * @param age of the newest one on the raw topics; empty when there is none
 */
public record InboundRequest(Optional<Duration> age) {
  private static final Duration RECENT = Duration.ofSeconds(60);
  private static final String CALL =
      "make a test call; then look at the script's REST API action and its credentials";

  /** The result. */
  public Verdict verdict() {
    if (age.isEmpty()) {
      return new Verdict.Failed("no request has ever arrived", CALL);
    }
    var seconds = age.get().toSeconds();
    return age.get().compareTo(RECENT) <= 0
        ? Verdict.passed("%d s ago", Math.max(0, seconds))
        : new Verdict.Warned("the last one is %s old".formatted(words(age.get())), CALL);
  }

  private static String words(Duration age) {
    if (age.toDays() > 1) {
      return age.toDays() + " days";
    }
    if (age.toHours() > 1) {
      return age.toHours() + " hours";
    }
    return age.toMinutes() > 1 ? age.toMinutes() + " minutes" : age.toSeconds() + " seconds";
  }
}
