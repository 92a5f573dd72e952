package io.switchboard.sink;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.ManagementSettings;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.SinkMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The settings of the writes to PostgreSQL.
 *
 * @param batchSize {@code BATCH_SIZE}: a batch with this many records is written at once
 * @param flushInterval {@code FLUSH_INTERVAL}: the maximum time that a record waits for others
 * @param mapping of {@code SINK_FILE}, else the shipped one
 */
public record SinkSettings(
    KafkaSettings kafka,
    DatabaseSettings database,
    ManagementSettings management,
    int batchSize,
    Duration flushInterval,
    SinkMapping mapping) {
  private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})\\s*(ms|s|)");
  private static final int MAX_BATCH_SIZE = 50_000;

  public SinkSettings {
    if (flushInterval.isNegative() || flushInterval.isZero()) {
      throw new IllegalArgumentException("the flush interval has to be positive");
    }
  }

  /**
   * Reads the settings; problems are collected in the environment, and {@link Environment#check}
   * reports them.
   */
  public static SinkSettings read(Environment environment) {
    return new SinkSettings(
        KafkaSettings.read(environment),
        DatabaseSettings.read(environment),
        ManagementSettings.read(environment, 8094),
        environment.number("BATCH_SIZE", 500, 1, MAX_BATCH_SIZE),
        environment.parsed(
            "FLUSH_INTERVAL", () -> Duration.ofMillis(250), "250ms", SinkSettings::interval),
        mapping(environment));
  }

  /** Milliseconds, or a number followed by ms or s. */
  static Duration interval(String text) {
    var match = INTERVAL.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
      throw new IllegalArgumentException("must be milliseconds, or like 250ms or 1s");
    }
    var number = Long.parseLong(match.group(1));
    return match.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  private static SinkMapping mapping(Environment environment) {
    var file = environment.text("SINK_FILE");
    if (file.isEmpty()) {
      return MappingFile.shipped();
    }
    try {
      return MappingFile.parse(Files.readString(Path.of(file.get())));
    } catch (IOException e) {
      environment.problem(
          "SINK_FILE", "cannot be read: " + file.get(), "/etc/switchboard/sink.yaml");
    } catch (IllegalArgumentException e) {
      environment.problem("SINK_FILE", String.valueOf(e.getMessage()), "sink.yaml");
    }
    return MappingFile.shipped();
  }
}
