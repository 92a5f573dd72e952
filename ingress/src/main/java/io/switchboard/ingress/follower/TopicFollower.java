package io.switchboard.ingress.follower;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic for as long as it is open: uncommitted, without a group, without
 * committing. Picks up new partitions (from their beginning) and survives outages.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final long REFRESH_INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

  private final String topic;
  private final FollowerPositions positions;
  private final Listener listener;
  private final ConsumerThread<String> thread;
  private volatile boolean following;

  /** Receives what a follower reads, on the follower's thread. */
  public interface Listener {
    /** Takes a record. */
    void record(ConsumerRecord<String, byte[]> record);

    /**
     * Reading of a partition begins.
     *
     * @param since records with an earlier timestamp may be missing
     */
    default void begins(int partition, long offset, Instant since) {}

    /** The follower has read all records; called again after an outage. */
    void following(int partitions);

    /** The follower does not read all records, or no longer. */
    void waiting(String reason);

    /** A request to Kafka failed; it is repeated. */
    default void failed(KafkaFailure failure) {
      waiting(failure.detail());
    }
  }

  /**
   * Starts to follow a topic, which need not exist yet.
   *
   * @param start which records it reads first
   */
  public static TopicFollower start(
      KafkaSettings kafka,
      String topic,
      FollowerStart start,
      Listener listener,
      HealthChecks health) {
    var follower = new TopicFollower(kafka, topic, start, listener, health);
    follower.thread.start();
    return follower;
  }

  private TopicFollower(
      KafkaSettings kafka,
      String topic,
      FollowerStart start,
      Listener listener,
      HealthChecks health) {
    this.topic = topic;
    this.positions = new FollowerPositions(start, InstantSource.system(), listener);
    this.listener = listener;
    this.thread =
        new ConsumerThread<>(
            "follow-" + topic,
            kafka,
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "ingress-" + topic,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                10_000),
            new StringDeserializer(),
            RETRY_INTERVAL,
            health,
            new ConsumerThread.Reader<>() {
              @Override
              public void read(Consumer<String, byte[]> consumer) {
                follow(consumer);
              }

              @Override
              public void failed(KafkaException error) {
                TopicFollower.this.failed(error);
              }
            });
  }

  /** Whether all partitions have been read up to now at least once. */
  public boolean following() {
    return following;
  }

  private void failed(KafkaException error) {
    following = false;
    listener.failed(KafkaFailure.of(error));
    LOG.warn("Cannot follow {}; retrying in {} ms", topic, RETRY_INTERVAL.toMillis(), error);
  }

  private void follow(Consumer<String, byte[]> consumer) {
    var partitions = partitions(consumer);
    consumer.assign(partitions);
    var goals = goals(consumer, partitions);
    var refreshedAt = System.nanoTime();
    var connected = true;
    while (!thread.isClosed()) {
      consumer.poll(POLL_TIMEOUT).forEach(this::record);
      if (!following && reached(consumer, goals)) {
        following = true;
        listener.following(consumer.assignment().size());
      }
      if (System.nanoTime() - refreshedAt > REFRESH_INTERVAL_NANOS) {
        refreshedAt = System.nanoTime();
        pickUpNew(consumer);
        connected = report(connected, connections(consumer) > 0, consumer.assignment().size());
      }
    }
  }

  private void record(ConsumerRecord<String, byte[]> record) {
    positions.read(record);
    ConsumerThread.handle(record, listener::record);
  }

  /** Where reading counts as caught up: the end as it is now. */
  private Map<TopicPartition, Long> goals(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    while (true) {
      try {
        return positions.seek(consumer, partitions);
      } catch (TimeoutException _) {
        listener.waiting("Kafka does not answer");
      }
    }
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> goals) {
    return goals.entrySet().stream()
        .allMatch(goal -> consumer.position(goal.getKey(), KAFKA_TIMEOUT) >= goal.getValue());
  }

  private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    while (true) {
      try {
        var found = consumer.partitionsFor(topic, KAFKA_TIMEOUT);
        if (found != null && !found.isEmpty()) {
          return toPartitions(found);
        }
        listener.waiting("topic " + topic + " does not exist");
      } catch (TimeoutException _) {
        listener.waiting("Kafka does not answer");
      }
      thread.pause();
      if (thread.isClosed()) {
        throw new WakeupException();
      }
    }
  }

  private void pickUpNew(Consumer<String, byte[]> consumer) {
    try {
      var fresh = new HashSet<>(toPartitions(consumer.partitionsFor(topic, KAFKA_TIMEOUT)));
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

  private boolean report(boolean before, boolean now, int partitions) {
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

  @Override
  public void close() {
    thread.close();
  }
}
