package io.switchboard.ingress.completed;

import io.switchboard.contract.settings.Environment;
import io.switchboard.cxone.settings.CxoneSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the poll of completed contacts.
 *
 * @param tenant with the part of its rate limit that the poll may use
 * @param interval from the end of one report to the begin of the next ({@code CXONE_POLL_INTERVAL})
 */
public record PollSettings(CxoneSettings tenant, Duration interval) {
  private static final String SWITCH = "CXONE_POLL_COMPLETED";

  /** The pushes of the sink have the rest of {@code CXONE_RATE_LIMIT}. */
  private static final int PART_OF_THE_LIMIT = 10;

  /** Empty unless {@code CXONE_POLL_COMPLETED} is true. */
  public static Optional<PollSettings> read(Environment environment) {
    var interval = environment.number("CXONE_POLL_INTERVAL", 15, 1, 3_600);
    if (!environment.flag(SWITCH, false)) {
      return Optional.empty();
    }
    var tenant = CxoneSettings.read(environment::text, environment::problem);
    if (tenant.isEmpty()) {
      environment.problem(
          "CXONE_ACCESS_KEY_ID", "is not set, but " + SWITCH + " is true", "ABCDEFGH");
    } else if (!tenant.get().profile().lists().containsKey(ReportReader.LIST)) {
      environment.problem(
          SWITCH, "is true, but the profile of CXONE_PROFILE has no completedContacts", "false");
    }
    return tenant.map(
        it ->
            new PollSettings(
                it.withRateLimit(Math.max(1, it.rateLimit() / PART_OF_THE_LIMIT)),
                Duration.ofSeconds(interval)));
  }
}
