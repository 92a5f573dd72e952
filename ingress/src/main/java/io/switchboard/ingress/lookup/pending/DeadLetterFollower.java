package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.event.DeadLetterResolution;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.follower.ConsumerThread;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the dead letters of dnc-streams and the sink, and their resolutions, from the first that is
 * kept: committed records alone. An aborted redrive has resolved nothing, and a dead letter of an
 * aborted transaction is none.
 */
final class DeadLetterFollower implements ConsumerThread.Reader<byte[]>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFollower.class);
  private static final String NAME = "dnc-dead-letters-follower";
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

  private final String resolutions;
  private final Topic<String, DeadLetterResolution> topic;
  private final OptOutReader reader;
  private final PendingOptOuts pending;
  private final DeadLetteredOptOuts deadLetters;
  private final ConsumerThread<byte[]> thread;

  /** Set by the tracker; null until the topics are known. */
  private volatile @Nullable Followed followed;

  private boolean warned;

  /** A topic that was deleted and created again has other records at the same offsets. */
  private record Followed(Map<String, Uuid> topicIds, Set<TopicPartition> partitions) {}

  DeadLetterFollower(
      KafkaSettings kafka,
      OptOutReader reader,
      PendingOptOuts pending,
      DeadLetteredOptOuts deadLetters,
      HealthChecks health) {
    this.topic = kafka.topics().deadLetterResolutions();
    this.resolutions = topic.name();
    this.reader = reader;
    this.pending = pending;
    this.deadLetters = deadLetters;
    this.thread =
        new ConsumerThread<>(
            NAME,
            kafka,
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "dnc-dead-letters",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                8 << 20,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000),
            new ByteArrayDeserializer(),
            RETRY_INTERVAL,
            health,
            this);
  }

  void start() {
    thread.start();
  }

  /**
   * Reads these partitions, all from their beginning when they are others than before, or of a
   * topic that was created again.
   */
  void follow(Map<String, Uuid> topicIds, Set<TopicPartition> all) {
    var now = new Followed(Map.copyOf(topicIds), Set.copyOf(all));
    if (!now.equals(followed)) {
      followed = now;
    }
  }

  @Override
  public void failed(KafkaException error) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "Cannot read dead letters of opt-outs; they keep suppressing, and it is retried", error);
    }
  }

  @Override
  public void read(Consumer<byte[], byte[]> consumer) {
    var target = followed;
    while (target == null && !thread.isClosed()) {
      thread.pause();
      target = followed;
    }
    if (target != null) {
      follow(consumer, target);
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Followed target) {
    var all = target.partitions();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    pending.deadLettersFromTheBeginning();
    while (!thread.isClosed() && target.equals(followed)) {
      consumer.poll(POLL_TIMEOUT).forEach(record -> ConsumerThread.handle(record, this::read));
      pending.deadLettersReadUpTo(positions(consumer, all));
      warned = false;
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(resolutions)) {
      topic.valueOf(record).ifPresent(it -> deadLetters.resolved(it.deadLetter()));
      return;
    }
    DeadLetterHeaders.id(record.headers())
        .ifPresent(
            id -> {
              var keys = reader.ofDeadLetter(record);
              if (!keys.isEmpty()) {
                deadLetters.add(id, keys);
              }
            });
  }

  private static Map<TopicPartition, Long> positions(
      Consumer<?, ?> consumer, Set<TopicPartition> all) {
    return all.stream()
        .collect(
            Collectors.toMap(
                partition -> partition, consumer::position, (a, _) -> a, HashMap::new));
  }

  @Override
  public void close() {
    thread.close();
  }
}
