package io.switchboard.ingress.menu.decision;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.MonitoredTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic for as long as it is open: uncommitted, without a group, without
 * committing. Picks up new partitions (from their beginning) and survives outages.
 */
final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long RETRY_MS = 500;
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final KafkaSettings kafka;
  private final String topic;
  private final FollowerPositions positions;
  private final Listener listener;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Consumer<?, ?> current;
  private volatile boolean following;

  /** Told by the follower's own thread. */
  interface Listener {
    /** One record; must not throw for what it cannot use. */
    void record(ConsumerRecord<String, byte[]> record);

    /**
     * Reading of a partition begins.
     *
     * @param since what has an earlier timestamp may be missing
     */
    default void begins(int partition, long offset, Instant since) {}

    /** All that there was is read; from now on it follows. Told again after an outage. */
    void following(int partitions);

    /** Does not follow, or no longer. */
    void waiting(String why);
  }

  TopicFollower(
      KafkaSettings kafka,
      String topic,
      FollowerStart start,
      Listener listener,
      HealthChecks health) {
    this.kafka = kafka;
    this.topic = topic;
    this.positions = new FollowerPositions(start, InstantSource.system(), listener);
    this.listener = listener;
    var name = "follow-" + topic;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .start(MonitoredTask.untilClosed(name, health, this::isClosed, this::run));
  }

  /** Whether all partitions have been read up to now at least once. */
  boolean following() {
    return following;
  }

  private void run() {
    while (!isClosed()) {
      try (var consumer = new KafkaConsumer<String, byte[]>(properties())) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException _) {
        return; // close() asks for it
      } catch (KafkaException e) {
        following = false;
        listener.waiting(e.getClass().getSimpleName());
        LOG.warn("following {} failed, tried again in {} ms", topic, RETRY_MS, e);
        pause();
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    var partitions = partitions(consumer);
    consumer.assign(partitions);
    var goals = goals(consumer, partitions);
    var lookedAt = System.nanoTime();
    var connected = true;
    while (!isClosed()) {
      consumer.poll(POLL).forEach(this::record);
      if (!following && reached(consumer, goals)) {
        following = true;
        listener.following(consumer.assignment().size());
      }
      if (System.nanoTime() - lookedAt > LOOK_EVERY_NANOS) {
        lookedAt = System.nanoTime();
        pickUpNew(consumer);
        connected = tell(connected, connections(consumer) > 0, consumer.assignment().size());
      }
    }
  }

  /**
   * A record that the listener fails on is skipped: the others, and callers, do not wait for it.
   */
  private void record(ConsumerRecord<String, byte[]> record) {
    positions.read(record);
    try {
      listener.record(record);
    } catch (RuntimeException e) {
      LOG.error(
          "{}-{} offset {} is skipped: unexpected exception",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  /** Where reading counts as caught up: the end as it is now. */
  private Map<TopicPartition, Long> goals(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    while (true) {
      try {
        return positions.seek(consumer, partitions);
      } catch (TimeoutException _) {
        listener.waiting("no answer from Kafka");
      }
    }
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> goals) {
    return goals.entrySet().stream()
        .allMatch(goal -> consumer.position(goal.getKey(), ANSWER) >= goal.getValue());
  }

  private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    while (true) {
      try {
        var found = consumer.partitionsFor(topic, ANSWER);
        if (found != null && !found.isEmpty()) {
          return toPartitions(found);
        }
        listener.waiting("topic " + topic + " is not there");
      } catch (TimeoutException _) {
        listener.waiting("no answer from Kafka");
      }
      pause();
      if (isClosed()) {
        throw new WakeupException();
      }
    }
  }

  private void pickUpNew(Consumer<String, byte[]> consumer) {
    try {
      var fresh = new HashSet<>(toPartitions(consumer.partitionsFor(topic, ANSWER)));
      Set<TopicPartition> known = consumer.assignment();
      fresh.removeAll(known);
      if (!fresh.isEmpty()) {
        var all = new HashSet<>(known);
        all.addAll(fresh);
        consumer.assign(all);
        fresh.forEach(partition -> positions.fromTheBeginning(partition, 0));
        consumer.seekToBeginning(fresh);
        LOG.info("{} has {} new partitions", topic, fresh.size());
      }
    } catch (TimeoutException _) {
      LOG.debug("no metadata of {} just now", topic); // looked at again in a few seconds
    }
  }

  private boolean tell(boolean before, boolean now, int partitions) {
    if (before && !now) {
      listener.waiting("no connection to Kafka");
    } else if (now && !before && following) {
      listener.following(partitions);
    }
    return now;
  }

  private static double connections(Consumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> "connection-count".equals(metric.getKey().name()))
        .mapToDouble(metric -> metric.getValue().metricValue() instanceof Double d ? d : 0)
        .max()
        .orElse(0);
  }

  private static List<TopicPartition> toPartitions(Collection<PartitionInfo> infos) {
    var partitions = new ArrayList<TopicPartition>();
    infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    return partitions;
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
            "ingress-" + topic,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            StringDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_uncommitted",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            10_000));
  }

  @Override
  public void close() {
    closed.countDown();
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
