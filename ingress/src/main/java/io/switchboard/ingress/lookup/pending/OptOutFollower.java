package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.MonitoredTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the opt-outs of all topics into the pending ones, on a thread of its own: uncommitted,
 * without a group. dnc-streams decides the same when it processes a record of an aborted
 * transaction again, so an opt-out counts before its transaction is committed.
 */
final class OptOutFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OptOutFollower.class);
  private static final String NAME = "dnc-opt-outs-follower";
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final long RETRY_MS = 200;

  private final KafkaSettings kafka;
  private final OptOutReader reader;
  private final PendingOptOuts pending;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Assignment assignment;
  private volatile @Nullable Consumer<?, ?> current;
  private boolean warned;

  private record Assignment(int epoch, Map<TopicPartition, Long> starts) {}

  OptOutFollower(
      KafkaSettings kafka, OptOutReader reader, PendingOptOuts pending, HealthChecks health) {
    this.kafka = kafka;
    this.reader = reader;
    this.pending = pending;
    this.thread =
        Thread.ofPlatform()
            .name(NAME)
            .daemon()
            .start(MonitoredTask.untilClosed(NAME, health, this::isClosed, this::run));
  }

  /**
   * Reads from these offsets on, instead of where it is.
   *
   * @param epoch of these positions, by {@link PendingOptOuts#restart}
   */
  void readFrom(int epoch, Map<TopicPartition, Long> starts) {
    assignment = new Assignment(epoch, Map.copyOf(starts));
  }

  /** Whether it reads; if not, or no longer, it has to be given offsets. */
  boolean isReading() {
    return assignment != null;
  }

  private void run() {
    while (!isClosed()) {
      var target = assignment;
      if (target == null) {
        pause();
        continue;
      }
      try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
        current = consumer;
        follow(consumer, target);
      } catch (WakeupException | InterruptException _) {
        return; // close() asks for it
      } catch (KafkaException e) {
        failed(e);
      }
    }
  }

  private void failed(KafkaException error) {
    assignment = null;
    pending.gap();
    if (!warned) {
      warned = true;
      LOG.warn("Cannot read opt-outs: lookups answer unknown until they are read again", error);
    }
    pause();
  }

  private void follow(Consumer<byte[], byte[]> consumer, Assignment target) {
    consumer.assign(target.starts().keySet());
    target.starts().forEach(consumer::seek);
    while (!isClosed() && target.equals(assignment)) {
      consumer.poll(POLL_TIMEOUT).forEach(this::read);
      pauseFullTopics(consumer);
      if (pending.isMeasuring()) {
        pending.readUpTo(target.epoch(), positions(consumer));
        warned = false;
      }
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      var keys = reader.keys(record);
      if (!keys.isEmpty()) {
        pending.read(
            new TopicPartition(record.topic(), record.partition()),
            record.offset(),
            record.timestamp(),
            keys);
      }
    } catch (RuntimeException e) { // one record must not stop the others
      LOG.error(
          "{}-{} offset {} is skipped: unexpected exception",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  /** A topic with too many pending opt-outs is read again when there is room. */
  private void pauseFullTopics(Consumer<?, ?> consumer) {
    var paused = consumer.paused();
    var full =
        consumer.assignment().stream()
            .filter(partition -> pending.isFull(partition.topic()))
            .collect(Collectors.toSet());
    if (!paused.equals(full)) {
      pending.gap();
      consumer.resume(paused);
      consumer.pause(full);
    }
  }

  private static Map<TopicPartition, Long> positions(Consumer<?, ?> consumer) {
    var positions = new HashMap<TopicPartition, Long>();
    consumer
        .assignment()
        .forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  private void pause() {
    try {
      var _ = closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private Map<String, Object> properties() {
    return kafka.clientProperties(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "dnc-opt-outs",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_uncommitted",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            8 << 20,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000));
  }

  @Override
  public void close() {
    closed.countDown();
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
