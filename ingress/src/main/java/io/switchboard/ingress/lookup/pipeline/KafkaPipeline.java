package io.switchboard.ingress.lookup.pipeline;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.lookup.store.RegistryStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The pipeline from ingress to PostgreSQL: what ivr-streams and disposition-streams read of what
 * may hold an opt-out (key presses, call results), what dnc-streams reads, and what the sink reads
 * of {@code dnc.registry}. Positions of the services are their groups' committed offsets; the
 * sink's are rows of PostgreSQL.
 */
final class KafkaPipeline implements PipelineView, AutoCloseable {
  private static final int ANSWER_SECONDS = 5;
  private static final int REQUEST_MS = 4_000;
  private static final String SINK = ServiceName.SINK_POSTGRES.wireName();

  private final Admin admin;
  private final UnreadRecords records;
  private final RegistryStore store;
  private final String sink;

  /** The topics that each group of readers takes from. */
  private final Map<String, Set<String>> inputs;

  private final String registry;
  private final Map<String, Uuid> topicIds = new HashMap<>();
  private Map<String, TopicDescription> described = Map.of();

  KafkaPipeline(KafkaSettings kafka, RegistryStore store) {
    var topics = kafka.topics();
    this.admin =
        Admin.create(
            kafka.clientProperties(
                Map.of(
                    "client.id",
                    "dnc-lag-admin",
                    "request.timeout.ms",
                    REQUEST_MS,
                    "default.api.timeout.ms",
                    REQUEST_MS)));
    this.records = new UnreadRecords(kafka);
    this.store = store;
    this.sink = kafka.prefix().applyTo(SINK);
    this.inputs =
        Map.of(
            kafka.prefix().applyTo(ServiceName.IVR_STREAMS.wireName()),
            Set.of(topics.dtmf().name()),
            kafka.prefix().applyTo(ServiceName.DISPOSITION_STREAMS.wireName()),
            Set.of(topics.callResults().name()),
            kafka.prefix().applyTo(ServiceName.DNC_STREAMS.wireName()),
            Set.of(
                topics.dncWebhookEvents().name(),
                topics.dispositionsClassified().name(),
                topics.ivrOutcomes().name(),
                topics.dncEvents().name()));
    this.registry = topics.dncRegistry().name();
  }

  @Override
  public Map<TopicPartition, Long> positions()
      throws SQLException, ExecutionException, TimeoutException {
    describe();
    var next = new HashMap<TopicPartition, Long>();
    var groups = new HashMap<String, ListConsumerGroupOffsetsSpec>();
    inputs.keySet().forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
    var offsets = admin.listConsumerGroupOffsets(groups);
    for (var input : inputs.entrySet()) {
      get(offsets.partitionsToOffsetAndMetadata(input.getKey()))
          .forEach(
              (partition, offset) -> {
                if (offset != null && input.getValue().contains(partition.topic())) {
                  next.put(partition, offset.offset());
                }
              });
    }
    var registryTopic = Objects.requireNonNull(described.get(registry));
    store
        .offsets(sink, registryTopic.topicId().toString())
        .forEach((number, offset) -> next.put(new TopicPartition(registry, number), offset));
    return next;
  }

  private void describe() throws ExecutionException, TimeoutException {
    var names = new HashSet<>(List.of(registry));
    inputs.values().forEach(names::addAll);
    described = get(admin.describeTopics(names).allTopicNames());
    described.forEach(
        (name, topic) -> {
          var before = topicIds.put(name, topic.topicId());
          if (before != null && !before.equals(topic.topicId())) {
            records.forget(name);
          }
        });
  }

  @Override
  public Map<TopicPartition, Bounds> bounds() throws ExecutionException, TimeoutException {
    var partitions = new HashSet<TopicPartition>();
    described.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
    var begins = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    var bounds = new HashMap<TopicPartition, Bounds>();
    begins.forEach(
        (partition, begin) ->
            bounds.put(partition, new Bounds(begin, ends.getOrDefault(partition, begin))));
    return bounds;
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, TimeoutException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, spec));
    var offsets = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(asked).all())
        .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    return offsets;
  }

  @Override
  public Map<TopicPartition, Instant> oldest(Map<TopicPartition, Unread> unread, Instant enough)
      throws TimeoutException {
    return records.oldest(unread, enough);
  }

  private static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      throw new TimeoutException("no answer within " + ANSWER_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    }
  }

  @Override
  public void close() {
    records.close();
    admin.close(Duration.ofSeconds(1));
  }
}
