package io.switchboard.ingress.datastreams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.RejectedInput;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.follower.ConsumerThread;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.LostRecords;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies IVR logs byte for byte. The offsets at NICE are committed after our Kafka has the records,
 * so none is lost; after a restart some are copied again, with the same identity.
 */
public final class DataStreams implements AutoCloseable, ConsumerThread.Reader<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(DataStreams.class);
  private static final String NAME = "data-streams";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

  private final String source;
  private final Publisher publisher;
  private final Topics topics;
  private final HealthChecks health;
  private final MeterRegistry meters;
  private final LostRecords lostRecords;
  private final Clock clock = Clock.systemUTC();
  private @Nullable ConsumerThread<byte[]> thread;

  private DataStreams(
      String source,
      Publisher publisher,
      Topics topics,
      HealthChecks health,
      MeterRegistry meters) {
    this.source = source;
    this.publisher = publisher;
    this.topics = topics;
    this.health = health;
    this.meters = meters;
    this.lostRecords = new LostRecords(meters);
    health.paused(NAME, "connecting");
  }

  /** Starts it; the Kafka of NICE need not be there yet. */
  public static DataStreams start(
      DataStreamsSettings settings,
      Publisher publisher,
      Topics topics,
      HealthChecks health,
      MeterRegistry meters) {
    var streams = new DataStreams(settings.topic(), publisher, topics, health, meters);
    var thread =
        new ConsumerThread<>(
            NAME,
            settings.kafka(),
            Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"), // see poll
            new ByteArrayDeserializer(),
            RETRY_INTERVAL,
            health,
            streams);
    streams.thread = thread;
    thread.start();
    return streams;
  }

  @Override
  public void read(Consumer<byte[], byte[]> consumer) {
    var running = Objects.requireNonNull(thread, "start");
    consumer.subscribe(List.of(source));
    while (!running.isClosed()) {
      var records = poll(consumer);
      if (consumer.groupMetadata().generationId() >= 0) { // it has joined its group
        health.up(NAME, "reading");
      }
      if (!records.isEmpty() && !copy(records)) {
        throw new KafkaException("our Kafka did not take all records"); // begins at the commit
      }
      if (!records.isEmpty()) {
        consumer.commitSync();
      }
    }
  }

  /** Begins at the oldest record, and reports those that were deleted before they were copied. */
  private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      lostRecords.report(e, consumer);
      consumer.seekToBeginning(e.partitions());
    } catch (NoOffsetForPartitionException e) {
      consumer.seekToBeginning(e.partitions());
    }
    return ConsumerRecords.empty();
  }

  /** Without Data Streams ingress stays ready: its webhooks do not depend on them. */
  @Override
  public void failed(KafkaException error) {
    var failure = KafkaFailure.of(error);
    health.set(NAME, Status.PAUSED, failure.detail(), failure);
    LOG.warn("Data Streams are not read, trying again: {}", error.getClass().getSimpleName());
  }

  private boolean copy(ConsumerRecords<byte[], byte[]> records) {
    var receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var sent = new ArrayList<CompletableFuture<Publication>>(records.count());
    records.forEach(record -> sent.add(copy(record, receivedAt)));
    return publisher.awaitAll(sent, System.nanoTime() + Limits.REQUEST_DEADLINE.toNanos())
        instanceof Publication.Durable;
  }

  private CompletableFuture<Publication> copy(
      ConsumerRecord<byte[], byte[]> record, Instant receivedAt) {
    var id =
        EventId.hash(
            NAME,
            record.topic(),
            record.partition() + "/" + record.offset(),
            Long.toString(record.timestamp()));
    return switch (IvrLogReader.read(record.value(), receivedAt)) {
      case IvrLog.Readable(var contactId, var time) -> {
        count("written");
        yield publisher.send(
            topics.ivrLogs(),
            contactId,
            record.value(),
            headers(id, EventType.IVR_LOG, contactId, time, receivedAt));
      }
      case IvrLog.Unreadable(var reason) -> {
        count("rejected");
        yield publisher.send(
            topics.rejected(),
            NAME,
            new RejectedInput(NAME, reason, null, start(record.value()), receivedAt),
            headers(id, EventType.REJECTED_INPUT, NAME, receivedAt, receivedAt));
      }
    };
  }

  private static EventHeaders headers(
      String id, EventType type, String subject, Instant time, Instant receivedAt) {
    return new EventHeaders(
        id,
        type.wireName(),
        IngressRequest.SOURCE,
        subject,
        time,
        receivedAt,
        EventHeaders.newTraceparent());
  }

  private static String start(byte @Nullable [] value) {
    return value == null
        ? ""
        : new String(
            value, 0, Math.min(value.length, Limits.REJECTED_BODY_BYTES), StandardCharsets.UTF_8);
  }

  private void count(String result) {
    Counter.builder("data_streams_records_total")
        .description("Records of the Data Streams by whether they are IVR logs")
        .tag("result", result)
        .register(meters)
        .increment();
  }

  @Override
  public void close() {
    Objects.requireNonNull(thread, "start").close();
  }
}
