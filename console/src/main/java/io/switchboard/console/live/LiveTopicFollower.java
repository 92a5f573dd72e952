package io.switchboard.console.live;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.task.MonitoredTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all topics of the deployment with one consumer: in no group, committed records only, from
 * the newest few of each partition on. It never ends by itself: when Kafka is away it tries again,
 * and the pages show the age of what they have.
 */
public final class LiveTopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTopicFollower.class);
  private static final String CHECK = "kafka";
  private static final int FIRST_RECORDS = 20;
  private static final Duration POLL = Duration.ofMillis(250);

  /** Kafka is asked so often: a page says after this and one timeout that its data are old. */
  private static final Duration REFRESH = Duration.ofSeconds(3);

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final KafkaSettings kafka;
  private final HealthChecks health;
  private final RecordBuffer buffer;
  private final TopicRates rates;
  private final Map<String, Subscription> subscriptions;
  private volatile Instant answered = Instant.EPOCH;
  private volatile boolean away;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Where to go on after a lost connection, so that nothing is shown twice. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** Where the live table begins; what is before it is for the subscriptions alone. */
  private final Map<TopicPartition, Long> liveFrom = new HashMap<>();

  /** What was written before the follower started counts for no rate. */
  private final Map<TopicPartition, Long> countedFrom = new HashMap<>();

  private volatile @Nullable Consumer<byte[], byte[]> current;

  private LiveTopicFollower(
      KafkaSettings kafka,
      HealthChecks health,
      RecordBuffer buffer,
      TopicRates rates,
      List<Subscription> subscriptions) {
    this.kafka = kafka;
    this.health = health;
    this.buffer = buffer;
    this.rates = rates;
    this.subscriptions =
        subscriptions.stream().collect(Collectors.toMap(Subscription::topic, it -> it));
    this.thread =
        Thread.ofPlatform()
            .name("topic-follower")
            .daemon()
            .unstarted(
                MonitoredTask.untilClosed(CHECK, health, () -> stop.getCount() == 0, this::run));
  }

  /** Starts to follow; Kafka need not be there yet. */
  public static LiveTopicFollower start(
      KafkaSettings kafka,
      HealthChecks health,
      RecordBuffer buffer,
      TopicRates rates,
      List<Subscription> subscriptions) {
    var follower = new LiveTopicFollower(kafka, health, buffer, rates, subscriptions);
    health.paused(CHECK, "the first answer is awaited");
    follower.thread.start();
    return follower;
  }

  /** When Kafka answered last; the epoch before the first answer. */
  public Instant answered() {
    return answered;
  }

  /** Whether Kafka has not answered since the last attempt; then the live data are old. */
  public boolean isAway() {
    return away;
  }

  private void run() {
    while (stop.getCount() > 0) {
      try (var consumer = LiveConsumer.create(kafka)) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException _) {
        LOG.debug("The follower was woken up to stop");
      } catch (InterruptException _) {
        stop.countDown();
      } catch (RuntimeException e) { // of any kind: the pages stay, without live data
        setAway(true);
        var failure = KafkaFailure.of(e);
        health.set(CHECK, Status.PAUSED, "does not answer: " + failure.detail(), failure);
        LOG.warn("Cannot follow the topics; retrying in {} s", RETRY.toSeconds(), e);
        pause();
      }
    }
  }

  private void setAway(boolean now) {
    away = now;
    rates.setKnown(!now);
  }

  private void pause() {
    try {
      if (stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The follower is asked to stop");
      }
    } catch (InterruptedException _) {
      stop.countDown();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    var known = new HashSet<TopicPartition>();
    var refreshAt = Instant.MIN;
    var missing = Set.<String>of();
    while (stop.getCount() > 0) {
      var now = Instant.now();
      if (now.isAfter(refreshAt)) {
        missing = addPartitions(consumer, known);
        refreshAt = now.plus(REFRESH);
        answered = Instant.now();
        setAway(false);
      }
      var records = consumer.poll(POLL); // Kafka refuses a topic here
      report(missing);
      if (!records.isEmpty()) {
        answered = Instant.now();
        take(records);
      }
    }
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  private void report(Set<String> missing) {
    if (missing.isEmpty()) {
      health.up(CHECK);
    } else {
      health.paused(
          CHECK,
          "does not show the topics %s: they do not exist, or this login may not see them"
              .formatted(missing));
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
    for (var partition : records.partitions()) {
      var subscription = subscriptions.get(partition.topic());
      var begin = liveFrom.getOrDefault(partition, 0L);
      var counted = countedFrom.getOrDefault(partition, 0L);
      var count = 0;
      for (var record : records.records(partition)) {
        if (subscription != null) {
          subscription.records().accept(record);
        }
        if (record.offset() >= begin) {
          batch.add(record);
        }
        if (record.offset() >= counted) {
          count++;
        }
      }
      rates.count(partition.topic(), count);
    }
    batch.sort(Comparator.comparingLong(ConsumerRecord::timestamp)); // stable: offsets stay
    buffer.append(batch);
    records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
  }

  /**
   * Topics may be created, and partitions added, while the console runs. Kafka leaves out topics
   * that it refuses.
   *
   * @return the topics that it does not list
   */
  private Set<String> addPartitions(Consumer<byte[], byte[]> consumer, Set<TopicPartition> known) {
    var names = topics();
    var listed = consumer.listTopics();
    var missing = new TreeSet<>(names);
    missing.removeAll(listed.keySet());
    var found =
        listed.entrySet().stream()
            .filter(entry -> names.contains(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .filter(partition -> !known.contains(partition))
            .toList();
    if (found.isEmpty()) {
      return missing;
    }
    known.addAll(found);
    consumer.assign(known);
    var begins = consumer.beginningOffsets(found);
    var ends = consumer.endOffsets(found);
    var wanted = wanted(consumer, found, begins);
    for (var partition : found) {
      var begin = begins.getOrDefault(partition, 0L);
      var end = ends.getOrDefault(partition, begin);
      var live = Math.max(begin, end - FIRST_RECORDS);
      countedFrom.putIfAbsent(partition, end);
      liveFrom.putIfAbsent(partition, live);
      var first = Math.min(live, wanted.getOrDefault(partition, live));
      consumer.seek(partition, Math.max(begin, positions.getOrDefault(partition, first)));
    }
    return missing;
  }

  /** Where the subscriptions begin; none where a time has no record behind it. */
  private Map<TopicPartition, Long> wanted(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> begins) {
    var wanted = new HashMap<TopicPartition, Long>();
    var times = new HashMap<TopicPartition, Long>();
    for (var partition : partitions) {
      var subscription = subscriptions.get(partition.topic());
      if (subscription != null) {
        switch (subscription.from()) {
          case WindowBound.Beginning _ -> wanted.put(partition, begins.getOrDefault(partition, 0L));
          case WindowBound.At(var time) -> times.put(partition, time.toEpochMilli());
          case WindowBound.Offset(var offset) -> wanted.put(partition, offset);
          case WindowBound.End _ -> {}
        }
      }
    }
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                wanted.put(partition, found.offset());
              }
            });
    return wanted;
  }

  private Set<String> topics() {
    return TopicCatalog.shipped().topics().stream()
        .map(entry -> kafka.prefix().applyTo(entry.name()))
        .collect(Collectors.toSet());
  }

  /** The topics that are followed, by name and without the prefix. */
  public static List<String> names() {
    return TopicCatalog.shipped().topics().stream().map(TopicCatalog.CatalogEntry::name).toList();
  }

  @Override
  public void close() {
    stop.countDown();
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup(); // an interrupt would make its close fail, and log that
    }
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
