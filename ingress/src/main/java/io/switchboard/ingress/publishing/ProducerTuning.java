package io.switchboard.ingress.publishing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How patient a producer is and how much it may hold. All have one request on its way to a broker
 * at a time: what comes meanwhile goes together in the next, under load half the requests, for the
 * broker too; at a thousand records a second it takes no longer than with five. And there is no
 * order to restore, at which Kafka 4.3.1 may fail on new topics (OutOfOrderSequence).
 *
 * @param clientId how the broker names it in its logs and metrics
 * @param block how long handing over a record may wait for metadata or for room
 * @param delivery how long after that the acknowledgement may take
 * @param bufferBytes what may wait for acknowledgement, in bytes
 */
public record ProducerTuning(String clientId, Duration block, Duration delivery, long bufferBytes) {
  /** What the producer itself needs to notice that its delivery timeout has passed. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /**
   * For webhooks: a pause of Kafka as long as this need not be noticed. That the sender gets its
   * answer within 5 s in any case, whatever came before, is for whoever waits.
   */
  public static ProducerTuning webhooks() {
    return new ProducerTuning(
        "ingress-webhooks", Duration.ofMillis(250), Duration.ofMillis(3_000), 32L << 20);
  }

  /**
   * For callers who are waiting: apart from the webhooks' buffer, and quick to give up. What it has
   * taken it keeps trying to deliver: the session then knows what its caller heard.
   */
  public static ProducerTuning menu() {
    return new ProducerTuning(
        "ingress-menu", Duration.ofMillis(50), Duration.ofMinutes(2), 8L << 20);
  }

  /** For the voice bridge, which drops nothing: it holds little and delivers for ever, in order. */
  public static ProducerTuning voice() {
    return new ProducerTuning(
        "ingress-voice", Duration.ofSeconds(1), Duration.ofMillis(Integer.MAX_VALUE), 4L << 20);
  }

  /** After so long what was sent counts as not delivered, even if the producer never says so. */
  public Duration patience() {
    return delivery.plus(GRACE);
  }

  Map<String, Object> properties() {
    return Map.ofEntries(
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
        Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 65_536),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, block.toMillis()),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery.toMillis()),
        Map.entry(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) Math.min(5_000, delivery.toMillis() / 2)),
        // topics that rest for a while stay known: the next event need not ask again
        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis()),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
        Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_500),
        Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 3_000));
  }
}
