package io.switchboard.cli.doctor.rules.webhooks;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.contract.text.Quantity;
import java.time.Duration;
import java.util.List;

/**
 * The time of some requests. NICE advises at most 2 s for a REST call of a script.
 *
 * @param samples the time of each, the connection included
 */
public record Latency(List<Duration> samples) {
  private static final Duration SLOW = Duration.ofMillis(500);
  private static final Duration TOO_SLOW = Duration.ofSeconds(2);

  /** The result. */
  public Verdict verdict() {
    if (samples.isEmpty()) {
      return new Verdict.Failed("no response", "check the address and the firewall");
    }
    var median = samples.stream().sorted().toList().get(samples.size() / 2);
    var found =
        "median %d ms of %s".formatted(median.toMillis(), Quantity.of(samples.size(), "request"));
    if (median.compareTo(TOO_SLOW) >= 0) {
      return new Verdict.Failed(
          found, "callers wait for this; look at the gateway and the network");
    }
    return median.compareTo(SLOW) >= 0
        ? new Verdict.Warned(found, "callers wait for this before every menu")
        : new Verdict.Passed(found);
  }
}
