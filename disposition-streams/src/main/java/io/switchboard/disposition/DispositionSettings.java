package io.switchboard.disposition;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.service.ManagementSettings;
import io.switchboard.streams.StreamsOptions;
import java.nio.file.Path;

/**
 * The settings of this service.
 *
 * @param rules what {@code DISPOSITIONS_FILE} holds, else the rules that are shipped
 */
public record DispositionSettings(
    KafkaSettings kafka,
    StreamsOptions streams,
    DispositionRules rules,
    ManagementSettings management) {

  /** Reads and checks all of them; throws a SettingsException that names every wrong one. */
  public static DispositionSettings read(Environment environment) {
    var settings =
        new DispositionSettings(
            KafkaSettings.read(environment),
            StreamsOptions.read(environment),
            environment.parsed(
                "DISPOSITIONS_FILE",
                RulesFile::shipped,
                "/etc/switchboard/dispositions.yaml",
                file -> RulesFile.read(Path.of(file))),
            ManagementSettings.read(environment, 8092));
    environment.check();
    return settings;
  }
}
