package io.switchboard.dnc;

import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.ManagementSettings;
import io.switchboard.streams.StreamsOptions;

/**
 * The settings of this service.
 *
 * @param region where national forms of numbers belong ({@code DNC_DEFAULT_REGION})
 */
public record DncSettings(
    KafkaSettings kafka, StreamsOptions streams, String region, ManagementSettings management) {

  /** Reads and checks all of them; throws a SettingsException that names every wrong one. */
  public static DncSettings read(Environment environment) {
    var settings =
        new DncSettings(
            KafkaSettings.read(environment),
            StreamsOptions.read(environment),
            DefaultRegion.read(environment),
            ManagementSettings.read(environment, 8093));
    environment.check();
    return settings;
  }
}
