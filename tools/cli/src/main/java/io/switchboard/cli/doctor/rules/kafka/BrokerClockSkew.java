package io.switchboard.cli.doctor.rules.kafka;

import io.switchboard.cli.doctor.rules.Verdict;
import java.time.Duration;

/**
 * The clock of the cluster against the clock of this machine. Timeouts of menus follow the brokers'
 * timestamps, and brokers reject records that are more than an hour ahead.
 *
 * @param ahead of the active controller, before this machine; negative when it is behind
 */
public record BrokerClockSkew(Duration ahead) {
  private static final Duration TOLERATED = Duration.ofSeconds(2);
  private static final Duration HARMFUL = Duration.ofSeconds(60);

  /** The result. */
  public Verdict verdict() {
    var off = ahead.abs();
    if (off.compareTo(TOLERATED) <= 0) {
      return Verdict.passed("within %d s of this machine", TOLERATED.toSeconds());
    }
    var found =
        "%d s %s this machine"
            .formatted(off.toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    var remedy = "synchronise the clocks of the brokers and of this machine with NTP";
    return off.compareTo(HARMFUL) <= 0
        ? new Verdict.Warned(found, remedy)
        : new Verdict.Failed(found, remedy + "; timeouts and the order of events depend on them");
  }
}
