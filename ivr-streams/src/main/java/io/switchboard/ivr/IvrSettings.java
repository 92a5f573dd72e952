package io.switchboard.ivr;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.ManagementSettings;
import io.switchboard.streams.StreamsOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What ivr-streams can be told. {@code IVR_FILE} is not among it: definitions come from the log
 * alone, so that a restart cannot change them.
 *
 * @param liveTicks whether timeouts are driven by the clock; off only where recorded ticks replay
 */
public record IvrSettings(
    KafkaSettings kafka, StreamsOptions streams, ManagementSettings management, boolean liveTicks) {
  /**
   * A commit holds the stream thread up, and each transaction's first record on a partition waits
   * until the broker has added that partition. Callers read uncommitted decisions and gain by
   * fewer, longer transactions; those who read outcomes can wait this long.
   */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /**
   * A caller waits: a decision lingers for nothing. One request at a time, because the second batch
   * of a transaction on a partition is refused while the broker still adds the partition for the
   * first, and only tried again after the backoff, which is short here for the same reason.
   */
  private static final Map<String, Object> AT_ONCE =
      Map.of(
          StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0,
          StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1,
          StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);

  /** Reads and checks all of them. */
  public static IvrSettings read(Environment environment) {
    var settings =
        new IvrSettings(
            KafkaSettings.read(environment),
            StreamsOptions.read(environment, COMMIT_INTERVAL, AT_ONCE),
            ManagementSettings.read(environment, 8091),
            environment.flag("IVR_LIVE_TICKS", true));
    environment.check();
    return settings;
  }
}
