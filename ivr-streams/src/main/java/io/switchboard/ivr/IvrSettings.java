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
 * The settings of ivr-streams. {@code IVR_FILE} is not one of them: definitions are read from the
 * log only, so that a restart cannot change them.
 *
 * @param liveTicks whether timeouts are driven by the clock; false only where recorded ticks are
 *     replayed
 */
public record IvrSettings(
    KafkaSettings kafka, StreamsOptions streams, ManagementSettings management, boolean liveTicks) {
  /**
   * A commit blocks the stream thread, and each transaction's first record on a partition waits
   * until the broker has added that partition. Callers read uncommitted decisions, so fewer and
   * longer transactions are better for them; readers of outcomes can wait this long.
   */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /**
   * A caller waits, so a decision must not linger. One request in flight, because the broker
   * refuses the second batch of a transaction on a partition while it still adds the partition for
   * the first; the producer retries only after the backoff, which is short for the same reason.
   */
  private static final Map<String, Object> AT_ONCE =
      Map.of(
          StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0,
          StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1,
          StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);

  /** Reads and checks all settings. */
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
