package io.switchboard.ingress.publishing;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.service.ReplaceableProducer;
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
 * A publisher on an idempotent producer with acks=all. A producer that failed for good, or whose
 * sender thread no longer answers, is replaced by a new one.
 */
public final class KafkaPublisher implements Publisher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final Duration patience;
  private final Deadlines deadlines;
  private final LogWatch watch;
  private final LongAdder unacknowledged = new LongAdder();
  private volatile Producer<byte[], byte[]> producer;
  private volatile long since; // when that producer was made
  private volatile boolean closed;
  private @Nullable Thread warming;

  KafkaPublisher(Supplier<Producer<byte[], byte[]>> factory, Duration patience, LogWatch watch) {
    this.factory = factory;
    this.watch = watch;
    this.patience = patience;
    this.deadlines = new Deadlines(patience, this::replaceWhatWasThereAt);
    this.producer = factory.get();
    this.since = System.nanoTime();
  }

  /** A publisher on the cluster of the settings. */
  public static KafkaPublisher start(KafkaSettings kafka, ProducerTuning tuning, LogWatch watch) {
    var properties = kafka.clientProperties(tuning.properties());
    return new KafkaPublisher(
        () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        tuning.patience(),
        watch);
  }

  @Override
  public <K, V> CompletableFuture<Publication> send(
      Topic<K, V> topic, K key, V value, EventHeaders headers) {
    var current = producer;
    var answer = new CompletableFuture<Publication>();
    unacknowledged.increment();
    try {
      current.send(
          record(topic, key, value, headers),
          (metadata, exception) ->
              complete(answer, publication(current, headers, metadata, exception)));
    } catch (KafkaException | IllegalStateException e) {
      complete(answer, failed(current, e));
    }
    return answer;
  }

  @Override
  public boolean warm(Topic<?, ?> topic) {
    return isKnown(topic.name());
  }

  @Override
  public Publication await(CompletableFuture<Publication> sent) {
    if (!sent.isDone()) {
      deadlines.watch(sent);
    }
    try {
      return sent.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Publication.Unavailable("stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a publication is a value", e);
    }
  }

  /**
   * Hardly any request has waited so long before that it can wait less now than the producer may
   * take: the others are spared a timer of their own.
   */
  @Override
  public Publication await(CompletableFuture<Publication> sent, long until) {
    var left = until - System.nanoTime();
    if (left >= patience.toNanos() || sent.isDone()) {
      return await(sent);
    }
    deadlines.watch(sent); // for it is still the producer that is expected to answer
    try {
      return sent.get(Math.max(0, left), TimeUnit.NANOSECONDS);
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
    if (exception != null || metadata == null) {
      return failed(used, exception);
    }
    var durable = new Publication.Durable(headers.id(), metadata.partition(), metadata.offset());
    watch.observe(durable);
    return durable;
  }

  private Publication failed(Producer<byte[], byte[]> used, @Nullable Exception exception) {
    if (ReplaceableProducer.isFatal(exception)) {
      replace(used, exception);
    }
    var reason = exception == null ? "unknown" : exception.getClass().getSimpleName();
    var unavailable = new Publication.Unavailable(reason);
    watch.observe(unavailable);
    return unavailable;
  }

  /**
   * Asks the cluster for the topics' partitions until it knows them all, so that no first event has
   * to wait for that.
   */
  public void warmUp(List<String> topics) {
    warming =
        Thread.ofVirtual()
            .name("warm-up")
            .start(
                () -> {
                  while (!closed && !topics.stream().allMatch(this::isKnown)) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                  }
                  if (!closed) {
                    watch.reached();
                  }
                });
  }

  private boolean isKnown(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("{} is not known yet", topic, e);
      return false;
    }
  }

  /**
   * The producer's own delivery timeout has passed and it did not say so: its sender thread is
   * gone. Many requests find that out at once; the first of them replaces it for all.
   */
  private synchronized void replaceWhatWasThereAt(long began) {
    if (since - began <= 0) {
      replace(producer, null);
    }
  }

  private synchronized void replace(Producer<byte[], byte[]> used, @Nullable Exception cause) {
    if (closed || used != producer) {
      return;
    }
    LOG.warn("The Kafka producer failed for good and is replaced by a new one", cause);
    try {
      producer = factory.get();
    } catch (KafkaException e) { // for example a name that cannot be resolved now
      LOG.warn("There is no new producer yet; the next failure asks for one again", e);
      return;
    }
    since = System.nanoTime();
    Thread.ofVirtual().name("producer-disposal").start(() -> used.close(Duration.ZERO));
  }

  /** Waits up to 5 s for what is on its way to be acknowledged. */
  @Override
  public void close() {
    synchronized (this) { // not while waiting: the producer's own thread may want to replace it
      closed = true;
    }
    if (warming != null) {
      warming.interrupt();
    }
    // with nothing on its way, a producer that never reached the cluster would wait for nothing
    producer.close(unacknowledged.sum() > 0 ? Duration.ofSeconds(5) : Duration.ofMillis(200));
    deadlines.close();
  }
}
