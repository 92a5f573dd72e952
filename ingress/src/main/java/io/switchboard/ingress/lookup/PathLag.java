package io.switchboard.ingress.lookup;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

/**
 * Measures the way from ingress to PostgreSQL: how far ivr-streams and disposition-streams have
 * come in what may hold an opt-out, a key press or a call result; how far dnc-streams has come in
 * its inputs and in {@code dnc.events}; and how far the sink has come in {@code dnc.registry}.
 */
final class PathLag implements AutoCloseable {
  private static final int SECONDS = 5;
  private static final int REQUEST_MS = 4_000;
  private static final String SINK = ServiceName.SINK_POSTGRES.wireName();

  /** A sample this young proves by itself that a reader past it is not far behind. */
  private static final Duration YOUNG = Duration.ofSeconds(20);

  private final Admin admin;
  private final LagProbe probe;
  private final RegistryStore store;
  private final String sink;

  /** What each group of readers has to take before an opt-out in it is known. */
  private final Map<String, Set<String>> inputs;

  private final String registry;
  private Map<TopicPartition, Long> sample = Map.of();
  private Instant sampled = Instant.EPOCH;

  PathLag(KafkaSettings kafka, RegistryStore store) {
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
    this.probe = new LagProbe(kafka);
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

  /**
   * The age of the oldest record that has not come through.
   *
   * @throws SQLException PostgreSQL cannot be asked
   * @throws ExecutionException Kafka cannot be asked
   * @throws TimeoutException Kafka does not answer
   */
  Duration measure() throws SQLException, ExecutionException, TimeoutException {
    var now = Instant.now();
    var names = new HashSet<>(List.of(registry));
    inputs.values().forEach(names::addAll);
    var described = get(admin.describeTopics(names).allTopicNames());
    var bounds = partitions(described);
    var begins = offsets(bounds, OffsetSpec.earliest());
    var ends = offsets(bounds, OffsetSpec.latest());
    var next = next(described);
    var oldest = now;
    for (var end : ends.entrySet()) {
      var at = next.getOrDefault(end.getKey(), begins.getOrDefault(end.getKey(), 0L));
      if (at < end.getValue()) {
        var since = since(end.getKey(), at, end.getValue(), now);
        oldest = since.isBefore(oldest) ? since : oldest;
      }
    }
    sample = ends;
    sampled = now;
    return Duration.between(oldest, now);
  }

  private Instant since(TopicPartition partition, long next, long end, Instant now) {
    var before = sample.get(partition);
    var young = sampled.isAfter(now.minus(YOUNG));
    return before != null && young && next >= before
        ? sampled
        : probe.behindSince(partition, next, end, now);
  }

  private static Set<TopicPartition> partitions(Map<String, TopicDescription> described) {
    var partitions = new HashSet<TopicPartition>();
    for (var topic : described.values()) {
      topic
          .partitions()
          .forEach(
              partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
    }
    return partitions;
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

  private Map<TopicPartition, Long> next(Map<String, TopicDescription> described)
      throws SQLException, ExecutionException, TimeoutException {
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
    var description = described.get(registry);
    if (description != null) {
      store
          .offsets(sink, description.topicId().toString())
          .forEach((number, offset) -> next.put(new TopicPartition(registry, number), offset));
    }
    return next;
  }

  private static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    }
  }

  @Override
  public void close() {
    probe.close();
    admin.close(Duration.ofSeconds(1));
  }
}
