package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.follower.ConsumerThread;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the opt-outs of all topics into the pending ones, on a thread of its own: uncommitted,
 * without a group. dnc-streams decides the same when it processes a record of an aborted
 * transaction again, so an opt-out counts before its transaction is committed.
 */
final class OptOutFollower implements ConsumerThread.Reader<byte[]>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OptOutFollower.class);
  private static final String NAME = "dnc-opt-outs-follower";
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

  private final OptOutReader reader;
  private final PendingOptOuts pending;
  private final ConsumerThread<byte[]> thread;
  private volatile @Nullable Assignment assignment;
  private volatile @Nullable KafkaFailure failure;
  private boolean warned;

  private record Assignment(int epoch, Map<TopicPartition, Long> starts) {}

  OptOutFollower(
      KafkaSettings kafka, OptOutReader reader, PendingOptOuts pending, HealthChecks health) {
    this.reader = reader;
    this.pending = pending;
    this.thread =
        new ConsumerThread<>(
            NAME,
            kafka,
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "dnc-opt-outs",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                8 << 20,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000),
            new ByteArrayDeserializer(),
            RETRY_INTERVAL,
            health,
            this);
  }

  /** Starts the thread; it reads when it is given offsets. */
  void start() {
    thread.start();
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

  /** Why it does not read; null without a failure. */
  @Nullable KafkaFailure failure() {
    return failure;
  }

  @Override
  public void failed(KafkaException error) {
    failure = KafkaFailure.of(error);
    assignment = null;
    pending.gap();
    if (!warned) {
      warned = true;
      LOG.warn("Cannot read opt-outs: lookups answer unknown until they are read again", error);
    }
  }

  @Override
  public void read(Consumer<byte[], byte[]> consumer) {
    var target = assignment;
    while (target == null && !thread.isClosed()) {
      thread.pause();
      target = assignment;
    }
    if (target != null) {
      follow(consumer, target);
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Assignment target) {
    consumer.assign(target.starts().keySet());
    target.starts().forEach(consumer::seek);
    while (!thread.isClosed() && target.equals(assignment)) {
      consumer.poll(POLL_TIMEOUT).forEach(record -> ConsumerThread.handle(record, this::read));
      pauseFullTopics(consumer);
      if (pending.isMeasuring()) {
        pending.readUpTo(target.epoch(), positions(consumer));
        warned = false;
        failure = null;
      }
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    var keys = reader.keys(record);
    if (!keys.isEmpty()) {
      pending.read(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          record.timestamp(),
          keys);
    }
  }

  /** A topic with too many pending opt-outs is read again when there is room. */
  private void pauseFullTopics(Consumer<?, ?> consumer) {
    var paused = consumer.paused();
    var fullPartitions =
        consumer.assignment().stream()
            .filter(partition -> pending.isFull(partition.topic()))
            .collect(Collectors.toSet());
    if (!paused.equals(fullPartitions)) {
      pending.gap();
      consumer.resume(paused);
      consumer.pause(fullPartitions);
    }
  }

  private static Map<TopicPartition, Long> positions(Consumer<?, ?> consumer) {
    var positions = new HashMap<TopicPartition, Long>();
    consumer
        .assignment()
        .forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  @Override
  public void close() {
    thread.close();
  }
}
