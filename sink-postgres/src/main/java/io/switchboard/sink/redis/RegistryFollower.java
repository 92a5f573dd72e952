package io.switchboard.sink.redis;

import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code dnc.registry} into the mirror, from the stored offsets on. */
final class RegistryFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration OTHER_BUILD_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RECOGNITION_INTERVAL = Duration.ofSeconds(5);
  private static final int ADMIN_SECONDS = 10;

  private final MirrorStore store;
  private final Topic<String, DncRegistration> topic;
  private final KafkaConsumer<String, DncRegistration> consumer;
  private final Admin admin;
  private String topicId = "";
  private List<TopicPartition> partitions = List.of();
  private Map<TopicPartition, Long> target = Map.of();
  private String mine = "";
  private long begun;
  private long recognised;
  private boolean built;

  RegistryFollower(KafkaSettings kafka, MirrorStore store) {
    this.store = store;
    this.topic = kafka.topics().dncRegistry();
    this.consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(
                Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000,
                    ConsumerConfig.CLIENT_ID_CONFIG, "redis-mirror")),
            topic.keys().deserializer(),
            topic.values().deserializer());
    this.admin = Admin.create(kafka.clientProperties(Map.of()));
  }

  /** Determines the start offsets; without an epoch it starts one, from the topic's beginning. */
  void begin() {
    var description = describe();
    topicId = description.topicId().toString();
    recognised = System.nanoTime();
    partitions =
        description.partitions().stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    built = store.epoch().isPresent();
    if (built) {
      resume(store.offsets());
    } else {
      startOver();
    }
  }

  private void resume(Map<String, String> offsets) {
    if (offsets.keySet().stream().noneMatch(field -> field.startsWith(topicId))) {
      store.forgetOffsets(); // of a topic that was deleted and created again
    }
    seek(offsets);
  }

  /** An epoch that another instance had begun is not used: its start is unknown. */
  private void startOver() {
    store.forgetOffsets();
    mine = store.begin();
    LOG.info("Rebuilding the mirror in Redis as epoch {}", mine);
    seek(Map.of());
    target = consumer.endOffsets(partitions);
    begun = System.nanoTime();
  }

  private void seek(Map<String, String> offsets) {
    for (var partition : partitions) {
      var offset = offsets.get(topicId + "-" + partition.partition());
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, Long.parseLong(offset));
      }
    }
  }

  /** Writes the new registrations; returns their number. */
  int step() {
    if (isLost() || isOfAnotherTopic()) {
      begin();
    }
    var registrations = new ArrayList<DncRegistration>();
    var offsets = new HashMap<String, String>();
    for (var record : poll()) {
      if (record.value() != null) {
        if (isWhole(record.value())) {
          registrations.add(record.value());
        } else {
          skipped(
              new TopicPartition(record.topic(), record.partition()),
              record.offset(),
              record.headers());
        }
      }
      offsets.put(field(record), Long.toString(record.offset() + 1));
    }
    if (store.write(registrations, offsets) == MirrorStore.Written.LOST) {
      begin();
      return 0;
    }
    finishBuilding();
    return registrations.size();
  }

  private boolean isLost() {
    return store.epoch().isEmpty() && (built || store.building().isEmpty());
  }

  /**
   * Whether the topic was created again since the last {@link #begin}. The consumer does not report
   * it: it continues at the old offset, and a rebuild waits for offsets that PostgreSQL never has.
   */
  private boolean isOfAnotherTopic() {
    if (System.nanoTime() - recognised < RECOGNITION_INTERVAL.toNanos()) {
      return false;
    }
    recognised = System.nanoTime();
    return !describe().topicId().toString().equals(topicId);
  }

  private Collection<ConsumerRecord<String, DncRegistration>> poll() {
    var all = new ArrayList<ConsumerRecord<String, DncRegistration>>();
    try {
      consumer.poll(POLL).forEach(all::add);
    } catch (RecordDeserializationException e) {
      skipped(e.topicPartition(), e.offset(), e.headers());
      consumer.seek(e.topicPartition(), e.offset() + 1);
    }
    return all;
  }

  /** Without these fields it cannot be ordered. */
  private static boolean isWhole(DncRegistration registration) {
    return Stream.of(registration.phoneNumber(), registration.eventTime(), registration.eventId())
        .allMatch(Objects::nonNull);
  }

  private static void skipped(TopicPartition partition, long offset, Headers headers) {
    LOG.error(
        "Skipped a record that is not a registration: {}-{}@{}, id {}",
        partition.topic(),
        partition.partition(),
        offset,
        EventHeaders.text(headers, EventHeaders.ID).orElse("none"));
  }

  private void finishBuilding() {
    if (built) {
      return;
    }
    var arrived =
        target.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    built = store.epoch().isPresent() || (arrived && switched());
    if (!built && arrived && System.nanoTime() - begun > OTHER_BUILD_TIMEOUT.toNanos()) {
      startOver(); // the other instance that started an epoch has not finished it
    }
  }

  /** When only the pointer to the epoch was lost, the numbers of the earlier epoch remain. */
  private boolean switched() {
    var switched = store.switchTo(mine);
    if (switched) {
      var removed = store.removeBefore(mine);
      LOG.info("The mirror in Redis is built; {} keys of earlier epochs were removed", removed);
    }
    return switched;
  }

  /** Interrupts a {@link #step} that waits, from another thread. */
  void wakeUp() {
    consumer.wakeup();
  }

  boolean isBuilt() {
    return built;
  }

  private String field(ConsumerRecord<?, ?> record) {
    return topicId + "-" + record.partition();
  }

  private TopicDescription describe() {
    try {
      return Objects.requireNonNull(
          admin
              .describeTopics(List.of(topic.name()))
              .allTopicNames()
              .get(ADMIN_SECONDS, TimeUnit.SECONDS)
              .get(topic.name()));
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(topic.name() + " cannot be described", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
