package io.switchboard.streams;

import io.switchboard.contract.settings.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a deployment may turn on a stream service.
 *
 * @param stateDirectory where RocksDB lives; rebuilt from the changelogs when lost
 * @param threads stream threads of this instance
 * @param standbys warm copies of the state on other instances: 0 for one instance, 1 in production
 * @param commitInterval how often a transaction commits, and so how late committed readers see a
 *     decision
 * @param properties Kafka Streams properties that win over all others
 */
public record StreamsOptions(
    Path stateDirectory,
    int threads,
    int standbys,
    Duration commitInterval,
    Map<String, Object> properties) {

  /** One thread, no standby, commits every 100 ms. */
  public static StreamsOptions in(Path stateDirectory) {
    return new StreamsOptions(stateDirectory, 1, 0, Duration.ofMillis(100), Map.of());
  }

  /** Reads {@code STATE_DIR}, {@code STREAM_THREADS} and {@code STANDBY_REPLICAS}. */
  public static StreamsOptions read(Environment environment) {
    return new StreamsOptions(
        Path.of(environment.text("STATE_DIR", "data/streams")),
        environment.number("STREAM_THREADS", 1, 1, 64),
        environment.number("STANDBY_REPLICAS", 0, 0, 3),
        Duration.ofMillis(environment.number("COMMIT_INTERVAL_MS", 100, 1, 30_000)),
        Map.of());
  }
}
