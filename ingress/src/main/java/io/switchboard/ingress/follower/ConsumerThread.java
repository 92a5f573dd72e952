package io.switchboard.ingress.follower;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.MonitoredThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads topics with a consumer without a group: no committed offsets, and uncommitted
 * records unless its properties say otherwise. After a failure it opens a new consumer.
 *
 * @param <K> the type of the records' keys
 */
public final class ConsumerThread<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);

  private final Map<String, Object> properties;
  private final Deserializer<K> keys;
  private final Duration retryInterval;
  private final Reader<K> reader;
  private final MonitoredThread thread;
  private volatile @Nullable Consumer<?, ?> current;

  /**
   * Reads with a consumer.
   *
   * @param <K> the type of the records' keys
   */
  public interface Reader<K> {
    /**
     * Reads until the thread is closed; may return before for a new consumer.
     *
     * @throws KafkaException ends this consumer; a new one is opened after the retry interval
     */
    void read(Consumer<K, byte[]> consumer);

    /** A consumer has failed; runs before the retry interval. */
    void failed(KafkaException error);
  }

  /**
   * Creates the thread; {@link #start} starts it.
   *
   * @param check the name of the thread and of its health check
   * @param properties what the consumer needs besides the properties of all of these consumers
   */
  public ConsumerThread(
      String check,
      KafkaSettings kafka,
      Map<String, Object> properties,
      Deserializer<K> keys,
      Duration retryInterval,
      HealthChecks health,
      Reader<K> reader) {
    var all = new HashMap<>(properties);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.properties = kafka.clientProperties(all);
    this.keys = keys;
    this.retryInterval = retryInterval;
    this.reader = reader;
    this.thread = new MonitoredThread(check, health, this::run);
  }

  /** Starts to read. */
  public void start() {
    thread.start();
  }

  /** Whether the reader has to return. */
  public boolean isClosed() {
    return thread.isClosed();
  }

  /** Waits for the retry interval, or until the thread is closed. */
  public void pause() {
    thread.pause(retryInterval);
  }

  private void run() {
    while (!isClosed()) {
      try (var consumer = new KafkaConsumer<>(properties, keys, new ByteArrayDeserializer())) {
        current = consumer;
        reader.read(consumer);
      } catch (WakeupException | InterruptException _) {
        return; // close() asks for it
      } catch (KafkaException e) {
        reader.failed(e);
        pause();
      }
    }
  }

  /**
   * Handles a record; a record on which the handler fails is logged and skipped, so that the others
   * do not wait for it.
   */
  public static <K> void handle(
      ConsumerRecord<K, byte[]> record,
      java.util.function.Consumer<ConsumerRecord<K, byte[]>> handler) {
    try {
      handler.accept(record);
    } catch (RuntimeException e) {
      LOG.error(
          "{}-{} offset {} is skipped: unexpected exception",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  @Override
  public void close() {
    thread.close(
        () -> {
          var consumer = current;
          if (consumer != null) {
            consumer.wakeup();
          }
        });
  }
}
