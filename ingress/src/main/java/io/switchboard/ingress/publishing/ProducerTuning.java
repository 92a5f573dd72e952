package io.switchboard.ingress.publishing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Timeouts and buffer of a producer. Every producer has one request in flight per broker: records
 * that arrive meanwhile are batched into the next request, which halves the requests under load and
 * costs no latency at a thousand records a second. It also avoids reordering, at which Kafka 4.3.1
 * may fail on new topics (OutOfOrderSequence).
 *
 * @param clientId its name in the broker's logs and metrics
 * @param block how long {@code send} may block for metadata or buffer memory
 * @param delivery how long the acknowledgement may take after that
 * @param bufferBytes buffer of records that are not yet acknowledged, in bytes
 */
public record ProducerTuning(String clientId, Duration block, Duration delivery, long bufferBytes) {
  /** How long the producer takes to report that its delivery timeout has passed. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** After this a broker that keeps its connections open and answers nothing is given up. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(1_500);

  /**
   * For webhooks: rides out pauses of Kafka up to this timeout, also the time in which a lost
   * broker is still counted as in sync (docs/production.md). The request pipeline answers within 5
   * s in any case.
   */
  public static ProducerTuning webhooks() {
    return new ProducerTuning(
        "ingress-webhooks", Duration.ofMillis(250), Duration.ofMillis(4_000), 32L << 20);
  }

  /**
   * For waiting callers: a buffer apart from the webhooks', and a short block. Records in the
   * buffer are still delivered later, so that the session learns what the caller heard.
   */
  public static ProducerTuning menu() {
    return new ProducerTuning(
        "ingress-menu", Duration.ofMillis(50), Duration.ofMinutes(2), 8L << 20);
  }

  /** For the voice bridge, which drops nothing: a small buffer, in order, without a timeout. */
  public static ProducerTuning voice() {
    return new ProducerTuning(
        "ingress-voice", Duration.ofSeconds(1), Duration.ofMillis(Integer.MAX_VALUE), 4L << 20);
  }

  /** After this a send counts as failed, even if the producer never completes it. */
  public Duration acknowledgementTimeout() {
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
            (int) Math.min(REQUEST_TIMEOUT.toMillis(), delivery.toMillis() / 2)),
        // a new leader is asked soon after its election
        Map.entry(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200),
        // keeps the metadata of topics that are rarely written to
        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis()),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200),
        Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_500),
        Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 3_000));
  }
}
