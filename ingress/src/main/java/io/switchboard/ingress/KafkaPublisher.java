package io.switchboard.ingress;

import io.switchboard.contract.EventHeaders;
import io.switchboard.contract.Topic;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher on an idempotent producer with acks=all. A producer that failed for good, or whose
 * sender thread no longer answers, is replaced by a new one.
 */
public final class KafkaPublisher implements Publisher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  /** What the producer itself needs to notice that its delivery timeout has passed. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final Duration patience;
  private volatile Producer<byte[], byte[]> producer;
  private boolean closed;

  KafkaPublisher(Supplier<Producer<byte[], byte[]>> factory, Duration delivery) {
    this.factory = factory;
    this.patience = delivery.plus(GRACE);
    this.producer = factory.get();
  }

  /** A publisher on the cluster of the settings. */
  public static KafkaPublisher start(KafkaSettings kafka, ProducerTuning tuning) {
    var properties = kafka.clientProperties(tuning.properties());
    return new KafkaPublisher(
        () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        tuning.delivery());
  }

  @Override
  public <K, V> CompletableFuture<Publication> send(
      Topic<K, V> topic, K key, V value, EventHeaders headers) {
    var current = producer;
    var answer = new CompletableFuture<Publication>();
    try {
      current.send(
          record(topic, key, value, headers),
          (metadata, exception) ->
              answer.complete(publication(current, headers, metadata, exception)));
    } catch (KafkaException | IllegalStateException e) {
      answer.complete(failed(current, e));
    }
    return answer;
  }

  @Override
  public Publication await(CompletableFuture<Publication> sent) {
    try {
      return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      replace(producer, null); // its own delivery timeout has passed: its sender thread is gone
      return new Publication.Unavailable("no answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Publication.Unavailable("stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a publication is a value", e);
    }
  }

  private static <K, V> ProducerRecord<byte[], byte[]> record(
      Topic<K, V> topic, K key, V value, EventHeaders headers) {
    return new ProducerRecord<>(
        topic.name(),
        null,
        headers.receivedAt().toEpochMilli(),
        topic.keys().serializer().serialize(topic.name(), key),
        topic.values().serializer().serialize(topic.name(), value),
        headers.toKafka());
  }

  private Publication publication(
      Producer<byte[], byte[]> used,
      EventHeaders headers,
      @Nullable RecordMetadata metadata,
      @Nullable Exception exception) {
    return exception == null && metadata != null
        ? new Publication.Durable(headers.id(), metadata.partition(), metadata.offset())
        : failed(used, exception);
  }

  private Publication failed(Producer<byte[], byte[]> used, @Nullable Exception exception) {
    if (isFatal(exception)) {
      replace(used, exception);
    }
    return new Publication.Unavailable(
        exception == null ? "unknown" : exception.getClass().getSimpleName());
  }

  private static boolean isFatal(@Nullable Exception exception) {
    return exception instanceof ProducerFencedException
        || exception instanceof InvalidProducerEpochException
        || exception instanceof OutOfOrderSequenceException
        || exception instanceof ClusterAuthorizationException
        || exception instanceof AuthenticationException
        || exception instanceof UnsupportedVersionException
        || exception instanceof IllegalStateException
        // exactly this class: "the producer is in an error state", "closed"
        || (exception != null && exception.getClass() == KafkaException.class);
  }

  private synchronized void replace(Producer<byte[], byte[]> used, @Nullable Exception cause) {
    if (closed || used != producer) {
      return;
    }
    LOG.warn("The Kafka producer failed for good and is replaced by a new one", cause);
    producer = factory.get();
    Thread.ofVirtual().name("producer-disposal").start(() -> used.close(Duration.ZERO));
  }

  /** Waits up to 5 s for what is on its way to be acknowledged. */
  @Override
  public synchronized void close() {
    closed = true;
    producer.close(Duration.ofSeconds(5));
  }
}
