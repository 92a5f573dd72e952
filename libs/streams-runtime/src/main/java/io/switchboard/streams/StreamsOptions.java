package io.switchboard.streams;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.streams.commit.EarlyCommits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The options of a stream service.
 *
 * @param stateDirectory of RocksDB; rebuilt from the changelogs when lost
 * @param threads stream threads of this instance
 * @param standbys warm copies of the state on other instances: 0 for one instance, 1 in production
 * @param replication replication factor of created changelogs and repartition topics; 0 for the
 *     brokers' default
 * @param commitInterval how often a transaction commits; until then committed readers do not see
 *     its decisions; a quarter of it while a service with {@link EarlyCommits} keeps up
 * @param properties Kafka Streams properties that override all others
 */
public record StreamsOptions(
    Path stateDirectory,
    int threads,
    int standbys,
    int replication,
    Duration commitInterval,
    Map<String, Object> properties) {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final long MAX_LINGER_MILLISECONDS = 20;
  private static final int PRODUCTION_REPLICATION = 3;
  private static final int MAX_REPLICATION = 10;
  private static final int LARGE_BATCH = 256 << 10;
  private static final int RETRY_BACKOFF_MS = 10;
  private static final long POLL_MS = 100;
  private static final int EARLY_COMMITS = 4;

  /** One thread, no standby, commits every 100 ms. */
  public static StreamsOptions in(Path stateDirectory) {
    return new StreamsOptions(stateDirectory, 1, 0, 0, COMMIT_INTERVAL, Map.of());
  }

  /**
   * For a service without waiting readers: records linger for fuller batches, because committed
   * readers could not see them earlier, and batches are large. As soon as a partition has a second
   * batch waiting, the producer wakes its sender up with every record: with batches of 64 KB that
   * cost disposition-streams a third of its time. One request in flight: while the broker still
   * adds a partition to the transaction for a first batch, it refuses the second, which then waits
   * 100 ms for its next attempt. The backoff is short, because the broker also refuses the first
   * batch while it still writes the markers of the last transaction.
   *
   * <p>A service that keeps up with its input commits four times as often, see {@link
   * EarlyCommits}; {@code poll.ms} lets an idle thread notice in time that a commit is due.
   */
  public StreamsOptions withLargeBatches() {
    var more = new HashMap<>(properties);
    more.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        Math.min(MAX_LINGER_MILLISECONDS, commitInterval.toMillis()));
    more.putIfAbsent(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), LARGE_BATCH);
    more.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    more.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MS);
    var early = Math.max(1, commitInterval.toMillis() / EARLY_COMMITS);
    more.putIfAbsent(EarlyCommits.INTERVAL_CONFIG, early);
    more.putIfAbsent(StreamsConfig.POLL_MS_CONFIG, Math.min(POLL_MS, early));
    return new StreamsOptions(stateDirectory, threads, standbys, replication, commitInterval, more);
  }

  /**
   * Reads {@code STATE_DIR}, {@code STREAM_THREADS}, {@code STANDBY_REPLICAS}, {@code
   * REPLICATION_FACTOR} (3 in production) and {@code COMMIT_INTERVAL_MS} (100).
   */
  public static StreamsOptions read(Environment environment) {
    return read(environment, COMMIT_INTERVAL, Map.of());
  }

  /** As above, with a commit interval and properties of the service. */
  public static StreamsOptions read(
      Environment environment, Duration commitInterval, Map<String, Object> properties) {
    var milliseconds = Math.toIntExact(commitInterval.toMillis());
    return new StreamsOptions(
        Path.of(environment.text("STATE_DIR", "data/streams")),
        environment.number("STREAM_THREADS", 1, 1, 64),
        environment.number("STANDBY_REPLICAS", 0, 0, 3),
        environment.number("REPLICATION_FACTOR", replication(environment), 0, MAX_REPLICATION),
        Duration.ofMillis(environment.number("COMMIT_INTERVAL_MS", milliseconds, 1, 30_000)),
        properties);
  }

  private static int replication(Environment environment) {
    return switch (DeploymentMode.read(environment)) {
      case PRODUCTION -> PRODUCTION_REPLICATION;
      case DEVELOPMENT -> 0;
    };
  }
}
