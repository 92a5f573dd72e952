package io.switchboard.ivr;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.streams.StreamsOptions;

/**
 * What ivr-streams can be told. {@code IVR_FILE} is not among it: definitions come from the log
 * alone, so that a restart cannot change them.
 *
 * @param managementPort 0 for any free one
 * @param liveTicks whether timeouts are driven by the clock; off only where recorded ticks replay
 */
public record IvrSettings(
    KafkaSettings kafka,
    StreamsOptions streams,
    DeploymentMode mode,
    int managementPort,
    boolean liveTicks) {

  /** Reads and checks all of them. */
  public static IvrSettings read(Environment environment) {
    var settings =
        new IvrSettings(
            KafkaSettings.read(environment),
            StreamsOptions.read(environment),
            DeploymentMode.read(environment),
            environment.number("MANAGEMENT_PORT", 8091, 0, 65_535),
            environment.flag("IVR_LIVE_TICKS", true));
    environment.check();
    return settings;
  }
}
