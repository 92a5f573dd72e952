package io.switchboard.dnc;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The way in for imports and operators: what they enter is normalised by the rules of the service
 * and written to {@code dnc.events}, the log that decides.
 */
public final class DncEntry implements AutoCloseable {
  private static final String SOURCE = "/switchboard/cli";

  private final Topic<String, DncEvent> topic;
  private final KafkaProducer<String, DncEvent> producer;
  private final List<Future<?>> sent = new ArrayList<>();

  public DncEntry(KafkaSettings kafka) {
    topic = kafka.topics().dncEvents();
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of(
                    ProducerConfig.ACKS_CONFIG, "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                    ProducerConfig.LINGER_MS_CONFIG, 5,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000)),
            topic.keys().serializer(),
            topic.values().serializer());
  }

  /** What a change becomes, without writing it. */
  public static Normaliser.Result plan(EnteredChange change, String region, Instant now) {
    return new Normaliser(region).entered(change, now);
  }

  /** Hands events over; {@link #flush} waits for them. */
  public void write(List<DncEvent> events) {
    for (var event : events) {
      var headers =
          new EventHeaders(
              event.eventId(),
              DncRecords.EVENT,
              SOURCE,
              event.key(),
              event.eventTime(),
              event.receivedAt(),
              EventHeaders.newTraceparent());
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  null,
                  event.receivedAt().toEpochMilli(),
                  event.key(),
                  event,
                  headers.toKafka())));
    }
  }

  /**
   * Waits until all that was handed over is durable; throws IllegalStateException when something is
   * not.
   */
  public void flush() {
    producer.flush();
    try {
      for (var record : sent) {
        record.get();
      }
      sent.clear();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take everything", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Closes an opt-out whose number was not known: it stands under this number now. */
  public static DncEvent resolution(
      String key, String resolvedTo, Instant at, Instant now, String by, String reason) {
    var id = EventId.hash("dnc", "resolve", key, resolvedTo, Long.toString(at.toEpochMilli()));
    return new DncEvent(
        id,
        key,
        Consent.OPT_OUT,
        at,
        TimeSource.EVENT,
        now,
        DncSource.OPERATOR,
        null,
        id,
        PhoneNumber.metadataVersion(),
        List.of(),
        by,
        reason,
        null,
        resolvedTo);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
