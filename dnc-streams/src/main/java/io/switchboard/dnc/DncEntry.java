package io.switchboard.dnc;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
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
 * Writes the entries of imports and operators to {@code dnc.events}, normalised by the rules of the
 * service.
 */
public final class DncEntry implements AutoCloseable {
  private final String source;
  private final Topic<String, DncEvent> topic;
  private final KafkaProducer<String, DncEvent> producer;
  private final List<Future<?>> sent = new ArrayList<>();

  /**
   * An entry to this deployment.
   *
   * @param source the program that enters, for the header {@code ce_source}
   */
  public DncEntry(KafkaSettings kafka, String source) {
    this.source = source;
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

  /** The events of a change, without writing them. */
  public static Normaliser.Result plan(EnteredChange change, String region, Instant now) {
    return new Normaliser(region).entered(change, now);
  }

  /** Sends events; {@link #flush} waits for them. */
  public void write(List<DncEvent> events) {
    for (var event : events) {
      var headers =
          new EventHeaders(
              event.eventId(),
              DncRecords.EVENT,
              source,
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

  /** Waits until all events are acknowledged; throws IllegalStateException when one is not. */
  public void flush() {
    producer.flush();
    try {
      for (var record : sent) {
        record.get();
      }
      sent.clear();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka has not acknowledged all events: they are not known to be durable; enter them again",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The event that closes an unresolved opt-out, whose number is known now. */
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
