package io.switchboard.sink.postgres;

import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.ReplaceableProducer;
import io.switchboard.sink.postgres.table.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes dead letters: the source record, byte for byte, with the reason and the destination. */
final class DeadLetterWriter implements AutoCloseable {
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(8);

  /** The producer completes each send within its delivery timeout while its thread lives. */
  private static final Duration ACKNOWLEDGEMENT_TIMEOUT = DELIVERY_TIMEOUT.plusSeconds(4);

  private final ReplaceableProducer producers;
  private final String topic;
  private final String service;
  private final Clock clock;

  DeadLetterWriter(ReplaceableProducer producers, String topic, String service, Clock clock) {
    this.producers = producers;
    this.topic = topic;
    this.service = service;
    this.clock = clock;
  }

  /** Writes to the service's dead-letter topic; gives up a record after eight seconds. */
  static DeadLetterWriter connect(KafkaSettings kafka, String service) {
    var timeout = (int) DELIVERY_TIMEOUT.toMillis();
    Map<String, Object> properties =
        Map.of(
            "client.id",
            kafka.prefix().applyTo(service + "-dead-letters"),
            "acks",
            "all",
            "enable.idempotence",
            "true",
            "linger.ms",
            "5",
            // more requests in flight may cause OutOfOrderSequence, and dead letters are few
            "max.in.flight.requests.per.connection",
            "1",
            // a dead letter is its record with more headers: larger than the largest record
            "max.request.size",
            DeadLetterRecord.MAX_BYTES,
            "max.block.ms",
            timeout,
            "request.timeout.ms",
            timeout / 2,
            "delivery.timeout.ms",
            timeout);
    return new DeadLetterWriter(
        ReplaceableProducer.connect(kafka, properties),
        kafka.topics().deadLetters(service).name(),
        service,
        Clock.systemUTC());
  }

  /**
   * Sends one dead letter per record, even if several tables refused it, and returns when Kafka has
   * acknowledged all.
   *
   * @throws UndeliverableException when Kafka has not; the same ones may be sent again
   */
  void send(Collection<Refusal> refusals) throws UndeliverableException {
    var byRecord =
        refusals.stream()
            .collect(
                Collectors.groupingBy(
                    refusal -> refusal.snapshot().toString(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var producer = producers.current();
    try {
      var sent = new ArrayList<Future<?>>();
      byRecord.values().forEach(deadLetter -> sent.add(producer.send(record(deadLetter))));
      var deadline = System.nanoTime() + ACKNOWLEDGEMENT_TIMEOUT.toNanos();
      for (var each : sent) {
        each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException e) { // its delivery timeout has passed: its thread has ended
      producers.replace(producer, e);
      throw new UndeliverableException(e);
    } catch (ExecutionException e) {
      producers.failed(producer, e.getCause());
      throw new UndeliverableException(e);
    } catch (KafkaException | IllegalStateException e) {
      producers.failed(producer, e);
      throw new UndeliverableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliverableException(e);
    }
  }

  private ProducerRecord<byte[], byte[]> record(List<Refusal> deadLetter) {
    var first = deadLetter.getFirst();
    var source = first.snapshot();
    var why =
        new DeadLetter(
            source.topic(),
            source.partition(),
            source.offset(),
            first.sqlState(),
            deadLetter.stream()
                .map(r -> r.sqlState() + " " + r.destination() + ": " + r.message())
                .collect(Collectors.joining("; ")),
            deadLetter.stream().map(Refusal::destination).collect(Collectors.joining(", ")),
            service,
            clock.instant());
    return DeadLetterRecord.of(topic, source.key(), source.value(), source.headers(), why);
  }

  @Override
  public void close() {
    producers.close();
  }

  /** Kafka does not accept the dead letters; the batch is retried. */
  static final class UndeliverableException extends Exception {
    private static final long serialVersionUID = 1;

    UndeliverableException(Exception cause) {
      super("the dead-letter topic does not accept records", cause);
    }
  }
}
