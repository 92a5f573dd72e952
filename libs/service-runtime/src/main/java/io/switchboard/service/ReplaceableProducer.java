package io.switchboard.service;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
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
 * A long-lived producer of bytes. A {@link KafkaProducer} that had a fatal error refuses every
 * further record; this class then creates a new one. Callers report each failure with the producer
 * that they used, and send again. Thread-safe.
 */
public final class ReplaceableProducer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplaceableProducer.class);

  private final Supplier<? extends Producer<byte[], byte[]>> factory;
  private volatile Producer<byte[], byte[]> current;
  private boolean closed;

  public ReplaceableProducer(Supplier<? extends Producer<byte[], byte[]>> factory) {
    this.factory = factory;
    this.current = factory.get();
  }

  /**
   * Producers on the cluster of the settings.
   *
   * @param given producer properties; they win over those of the settings
   */
  public static ReplaceableProducer connect(KafkaSettings kafka, Map<String, ?> given) {
    var properties = kafka.clientProperties(given);
    return new ReplaceableProducer(
        () ->
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** The producer to use now. */
  public Producer<byte[], byte[]> current() {
    return current;
  }

  /** Reports a failure of a producer; a fatal one replaces the producer. */
  public void failed(Producer<byte[], byte[]> used, @Nullable Throwable failure) {
    if (isFatal(failure)) {
      replace(used, failure);
    }
  }

  /** Replaces a producer that does not answer any more, unless it was replaced already. */
  public synchronized void replace(Producer<byte[], byte[]> used, @Nullable Throwable cause) {
    if (closed || used != current) {
      return;
    }
    LOG.warn("A Kafka producer failed permanently; replacing it", cause);
    try {
      current = factory.get();
    } catch (KafkaException e) { // for example an unresolvable name
      LOG.warn("Cannot create a new Kafka producer; the next failure tries again", e);
      return;
    }
    Thread.ofVirtual().name("producer-disposal").start(() -> used.close(Duration.ZERO));
  }

  /** Whether a producer refuses all further records after this failure. */
  public static boolean isFatal(@Nullable Throwable failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof OutOfOrderSequenceException
        || failure instanceof ClusterAuthorizationException
        || failure instanceof AuthenticationException
        || failure instanceof UnsupportedVersionException
        || failure instanceof IllegalStateException
        // exactly this class: "the producer is in an error state", "closed"
        || (failure != null && failure.getClass() == KafkaException.class);
  }

  /** Waits up to two seconds for records in flight. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    current.close(Duration.ofSeconds(2));
  }
}
