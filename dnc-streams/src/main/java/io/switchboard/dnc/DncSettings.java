package io.switchboard.dnc;

import io.switchboard.contract.PhoneNumber;
import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.streams.StreamsOptions;
import java.util.Locale;

/**
 * The settings of this service.
 *
 * @param region where national forms of numbers belong ({@code DNC_DEFAULT_REGION})
 */
public record DncSettings(
    KafkaSettings kafka,
    StreamsOptions streams,
    String region,
    String managementHost,
    int managementPort) {

  /** Reads and checks all of them; throws a SettingsException that names every wrong one. */
  public static DncSettings read(Environment environment) {
    var settings =
        new DncSettings(
            KafkaSettings.read(environment),
            StreamsOptions.read(environment),
            region(environment),
            environment.text("MANAGEMENT_HOST", host(environment)),
            environment.number("MANAGEMENT_PORT", 8093, 0, 65_535));
    environment.check();
    return settings;
  }

  private static String host(Environment environment) {
    return DeploymentMode.read(environment) == DeploymentMode.PRODUCTION ? "0.0.0.0" : "127.0.0.1";
  }

  /** {@code DNC_DEFAULT_REGION}, US when it is not set. */
  public static String region(Environment environment) {
    return environment.parsed(
        "DNC_DEFAULT_REGION",
        () -> "US",
        "GB",
        text -> {
          var region = text.toUpperCase(Locale.ROOT);
          if (!PhoneNumber.isRegion(region)) {
            throw new IllegalArgumentException("is not a region code of two letters");
          }
          return region;
        });
  }
}
