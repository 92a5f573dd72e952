package io.switchboard.cli;

import io.switchboard.contract.settings.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Which deployment a command speaks to, as a picocli mixin: the process's own environment; under it
 * what the {@code up} of the data directory wrote down; under that the addresses that {@code up}
 * takes by default.
 */
public final class Deployment {
  /** Where {@code up} writes its addresses down, in the data directory, as NAME=value lines. */
  public static final String ADDRESSES = "up.env";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
          "DATABASE_URL", "postgres://postgres:postgres@127.0.0.1:15432/switchboard",
          "REDIS_URL", "redis://127.0.0.1:16379",
          "HTTP_PORT", "8080");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:SWITCHBOARD_DATA_DIR:-data}",
      description = "The data directory of `up`, for its addresses (default: ./data).")
  private Path dataDir = Path.of("data");

  /** The data directory of {@code up}. */
  public Path dataDir() {
    return dataDir;
  }

  /** The settings by which to reach the deployment. */
  public Environment environment() {
    return new Environment(variables(System.getenv()));
  }

  Map<String, String> variables(Map<String, String> process) {
    var all = new HashMap<>(DEFAULTS);
    all.putAll(written());
    all.putAll(process);
    return all;
  }

  private Map<String, String> written() {
    var file = dataDir.resolve(ADDRESSES);
    var values = new HashMap<String, String>();
    try {
      if (Files.isReadable(file)) {
        for (var line : Files.readAllLines(file)) {
          var equals = line.indexOf('=');
          if (equals > 0 && !line.startsWith("#")) {
            values.put(line.substring(0, equals), line.substring(equals + 1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return values;
  }
}
