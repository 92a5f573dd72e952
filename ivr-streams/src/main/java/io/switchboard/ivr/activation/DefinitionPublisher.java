package io.switchboard.ivr.activation;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ivr.definition.CheckedDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a definition in force: its body on {@code ivr.definitions}, an activation with the body into
 * every partition of {@code cxone.dtmf}, and, when all are durable, the body once more with the
 * time of activation. Broken off in the middle, it can be done again: the same activation twice
 * changes nothing. Of two that are written at the same moment the later one counts everywhere.
 *
 * <p>For the first start of a deployment:
 *
 * <pre>{@code
 * try (var publisher = new DefinitionPublisher(kafka, "/switchboard/up")) {
 *   publisher.activateIfNone(DefinitionFile.shipped(), Instant.now());
 * }
 * }</pre>
 */
public final class DefinitionPublisher implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final String source;
  private final KafkaProducer<String, byte[]> producer;

  /**
   * Requires existing topics.
   *
   * @param source the program that publishes, as {@code ce_source}
   */
  public DefinitionPublisher(KafkaSettings kafka, String source) {
    this.kafka = kafka;
    this.source = source;
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    20_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    10_000,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    TIMEOUT.toMillis())),
            new org.apache.kafka.common.serialization.StringSerializer(),
            new org.apache.kafka.common.serialization.ByteArraySerializer());
  }

  /**
   * Activates a definition if none has been activated completely; returns whether it did. {@code
   * IVR_FILE} is used here only.
   */
  public boolean activateIfNone(CheckedDefinition definition, Instant at) {
    if (DefinitionCatalog.read(kafka).inForce().isPresent()) {
      return false;
    }
    activate(definition, at);
    return true;
  }

  /**
   * Activates a definition; returns when every partition has it.
   *
   * @param asked by the caller's clock; if that is not after the activation in force, the next
   *     millisecond after it is used
   * @return the active definition, which is another one when another activation was made at the
   *     same time
   */
  public PublishedDefinition activate(CheckedDefinition definition, Instant asked) {
    return activate(definition, asked, null, null);
  }

  /**
   * As above, for the record.
   *
   * @param activator the person who asked for it; null when unknown
   * @param reason why; null for none
   */
  public PublishedDefinition activate(
      CheckedDefinition definition,
      Instant asked,
      @Nullable String activator,
      @Nullable String reason) {
    var catalog = DefinitionCatalog.read(kafka);
    var at = after(catalog, asked.truncatedTo(ChronoUnit.MILLIS));
    var published = definition.published(at);
    if (catalog.find(definition.hash()).isEmpty()) {
      await(publish(published)); // a known definition is not changed until every partition has it
    }
    write(published);
    await(publish(published.activated(at, activator, reason)));
    return DefinitionCatalog.read(kafka).inForce().orElseThrow();
  }

  private static Instant after(DefinitionCatalog catalog, Instant asked) {
    return catalog
        .inForce()
        .map(PublishedDefinition::activatedAt)
        .filter(before -> !before.isBefore(asked))
        .map(before -> before.plusMillis(1))
        .orElse(asked);
  }

  private void write(PublishedDefinition published) {
    var at = published.publishedAt();
    var activation = new CallEvent.Activation(published.hash(), published.body(), at);
    var topic = kafka.topics().dtmf();
    var written = new ArrayList<Future<RecordMetadata>>();
    for (var partition : producer.partitionsFor(topic.name())) {
      written.add(
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  partition.partition(),
                  at.toEpochMilli(),
                  CallEvent.PARTITION_KEY,
                  bytes(topic.values().serializer(), topic.name(), activation),
                  headers(
                      EventType.MENU_ACTIVATION.wireName(),
                      published,
                      partition.partition(),
                      at))));
    }
    written.forEach(this::await);
  }

  private Future<RecordMetadata> publish(PublishedDefinition definition) {
    var topic = kafka.topics().ivrDefinitions();
    return producer.send(
        new ProducerRecord<>(
            topic.name(),
            null,
            definition.publishedAt().toEpochMilli(),
            definition.hash(),
            bytes(topic.values().serializer(), topic.name(), definition),
            headers(
                EventType.MENU_DEFINITION.wireName(), definition, -1, definition.publishedAt())));
  }

  private static <T> byte[] bytes(Serializer<T> serializer, String topic, T value) {
    return serializer.serialize(topic, value);
  }

  private Headers headers(String type, PublishedDefinition definition, int partition, Instant at) {
    var id = EventId.hash(definition.hash(), type, Integer.toString(partition), at.toString());
    return new EventHeaders(
            id, type, source, definition.hash(), at, at, EventHeaders.newTraceparent())
        .toKafka();
  }

  private void await(Future<RecordMetadata> written) {
    try {
      written.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("the definition could not be written", cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the definition is not known to be durable; activate it again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the definition was written", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
