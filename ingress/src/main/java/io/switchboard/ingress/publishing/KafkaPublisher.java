package io.switchboard.ingress.publishing;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.service.ReplaceableProducer;
import io.switchboard.service.task.MonitoredTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes with an idempotent producer and acks=all. A producer that has failed fatally, or whose
 * sender thread no longer completes sends, is replaced by a new one.
 */
public final class KafkaPublisher implements Publisher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  /** With it a request still ends within the 5 s that senders are promised. */
  private static final Duration DEADLINE_TOLERANCE = Duration.ofMillis(250);

  private static final Duration METADATA_RETRY_INTERVAL = Duration.ofMillis(100);

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final Duration acknowledgementTimeout;
  private final PublicationTimeouts timeouts;
  private final KafkaHealth health;
  private final LongAdder unacknowledged = new LongAdder();
  private volatile Producer<byte[], byte[]> producer;
  private volatile long createdAt; // of that producer, by System.nanoTime
  private volatile boolean closed;
  private @Nullable Thread warmUpThread;

  KafkaPublisher(
      Supplier<Producer<byte[], byte[]>> factory,
      Duration acknowledgementTimeout,
      KafkaHealth health) {
    this.factory = factory;
    this.health = health;
    this.acknowledgementTimeout = acknowledgementTimeout;
    this.timeouts =
        new PublicationTimeouts(acknowledgementTimeout, this::replaceProducerOf, health.checks());
    this.producer = factory.get();
    this.createdAt = System.nanoTime();
  }

  /** Creates a publisher for the cluster of the settings. */
  public static KafkaPublisher start(
      KafkaSettings kafka, ProducerTuning tuning, KafkaHealth health) {
    var properties = kafka.clientProperties(tuning.properties());
    return new KafkaPublisher(
        () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        tuning.acknowledgementTimeout(),
        health);
  }

  @Override
  public <K, V> CompletableFuture<Publication> send(
      Topic<K, V> topic, K key, V value, EventHeaders headers) {
    var current = producer;
    var answer = new CompletableFuture<Publication>();
    unacknowledged.increment();
    try {
      var _ =
          current.send(
              record(topic, key, value, headers),
              (metadata, exception) ->
                  complete(
                      answer, publication(current, topic.name(), headers, metadata, exception)));
    } catch (KafkaException | IllegalStateException e) {
      complete(answer, failed(current, topic.name(), e));
    }
    return answer;
  }

  @Override
  public Publication await(CompletableFuture<Publication> sent) {
    var never = acknowledgementTimeout.multipliedBy(2); // it is completed before that
    return await(sent, System.nanoTime() + never.toNanos());
  }

  /**
   * Waits with a timer of its own only where the deadline is clearly earlier than the producer's
   * timeout, which is rare: a timer for each request costs a fifth of the throughput.
   */
  @Override
  public Publication await(CompletableFuture<Publication> sent, long until) {
    if (!sent.isDone()) {
      timeouts.watch(sent); // with any deadline: a producer that never answers is replaced
    }
    var left = until - System.nanoTime();
    try {
      return left >= acknowledgementTimeout.minus(DEADLINE_TOLERANCE).toNanos()
          ? sent.get()
          : sent.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Publication.Unavailable("no answer in time");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Publication.Unavailable("stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a publication is a value", e);
    }
  }

  private void complete(CompletableFuture<Publication> answer, Publication publication) {
    unacknowledged.decrement();
    answer.complete(publication);
  }

  private static <K, V> ProducerRecord<byte[], byte[]> record(
      Topic<K, V> topic, K key, V value, EventHeaders headers) {
    return new ProducerRecord<>(
        topic.name(),
        null,
        // not ahead of this machine's clock: the broker refuses what is an hour ahead of its own
        Math.min(headers.receivedAt().toEpochMilli(), System.currentTimeMillis()),
        topic.keys().serializer().serialize(topic.name(), key),
        topic.values().serializer().serialize(topic.name(), value),
        headers.toKafka());
  }

  private Publication publication(
      Producer<byte[], byte[]> used,
      String topic,
      EventHeaders headers,
      @Nullable RecordMetadata metadata,
      @Nullable Exception exception) {
    if (exception != null || metadata == null) {
      return failed(used, topic, exception);
    }
    health.acknowledged(topic);
    return new Publication.Durable(headers.id(), metadata.partition(), metadata.offset());
  }

  private Publication failed(
      Producer<byte[], byte[]> used, String topic, @Nullable Exception exception) {
    if (ReplaceableProducer.isFatal(exception)) {
      replace(used, exception);
    }
    var reason = exception == null ? "unknown" : exception.getClass().getSimpleName();
    health.failed(topic, exception);
    return new Publication.Unavailable(reason);
  }

  /**
   * Fetches the topics' metadata in the background until the cluster knows all of them, so that the
   * first record does not wait for it.
   *
   * @param onKnown runs when the cluster knows all topics
   */
  public void warmUp(List<String> topics, Runnable onKnown) {
    warmUpThread =
        Thread.ofVirtual()
            .name("warm-up")
            .start(MonitoredTask.of("warm-up", health.checks(), () -> fetch(topics, onKnown)));
  }

  private void fetch(List<String> topics, Runnable onKnown) {
    while (!closed && !topics.stream().allMatch(this::isKnown)) {
      LockSupport.parkNanos(METADATA_RETRY_INTERVAL.toNanos());
    }
    if (!closed) {
      onKnown.run();
    }
  }

  private boolean isKnown(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("No metadata of topic {} yet; retrying", topic, e);
      health.notReached(e);
      return false;
    }
  }

  /**
   * Replaces a producer that did not complete a send within its own delivery timeout: its sender
   * thread has ended. Many requests time out at once; the first of them replaces the producer.
   */
  private synchronized void replaceProducerOf(long began) {
    if (createdAt - began <= 0) {
      replace(producer, null);
    }
  }

  private synchronized void replace(Producer<byte[], byte[]> used, @Nullable Exception cause) {
    if (closed || used != producer) {
      return;
    }
    LOG.warn("The Kafka producer failed fatally; replacing it", cause);
    try {
      producer = factory.get();
    } catch (KafkaException e) { // for example a name that cannot be resolved now
      LOG.warn("Cannot create a new Kafka producer; retrying at the next failed send", e);
      return;
    }
    createdAt = System.nanoTime();
    Thread.ofVirtual().name("producer-disposal").start(() -> used.close(Duration.ZERO));
  }

  /** Waits up to 5 s for records in flight to be acknowledged. */
  @Override
  public void close() {
    synchronized (this) { // not while waiting: the producer's own thread may want to replace it
      closed = true;
    }
    if (warmUpThread != null) {
      warmUpThread.interrupt();
    }
    // without records in flight, a producer that never reached the cluster would only wait
    producer.close(unacknowledged.sum() > 0 ? Duration.ofSeconds(5) : Duration.ofMillis(200));
    timeouts.close();
  }
}
