package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * Check 1: this machine's clock against the issuer's Date.
 *
 * @param ahead of this machine, before the issuer; empty without a response or without Date
 */
public record ClockSkew(Optional<Duration> ahead) {
  private static final Duration TOLERATED = Duration.ofSeconds(5);
  private static final Duration HARMFUL = Duration.ofSeconds(60);

  /** The result. */
  public Verdict verdict() {
    if (ahead.isEmpty()) {
      return new Verdict.Warned("not compared: no Date", "see check 2");
    }
    var off = ahead.get().abs();
    if (off.compareTo(TOLERATED) <= 0) {
      return Verdict.passed("within %d s", TOLERATED.toSeconds());
    }
    var found =
        "this machine is %d s %s the issuer"
            .formatted(off.toSeconds(), ahead.get().isNegative() ? "behind" : "ahead of");
    return off.compareTo(HARMFUL) <= 0
        ? new Verdict.Warned(found, "synchronise the clock with NTP")
        : new Verdict.Failed(
            found, "synchronise the clock with NTP: times of events would be wrong");
  }
}
