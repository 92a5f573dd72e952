package io.switchboard.ingress.lookup.pipeline;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.lookup.store.RegistryStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The pipeline from ingress to PostgreSQL: what ivr-streams and disposition-streams read of what
 * may hold an opt-out (key presses, call results), what dnc-streams reads, and what the sink reads
 * of {@code dnc.registry}. Positions of the services are their groups' committed offsets; the
 * sink's are rows of PostgreSQL.
 */
final class KafkaPipeline implements PipelineView, AutoCloseable {
  private static final String SINK = ServiceName.SINK_POSTGRES.wireName();

  private final TopicOffsets offsets;
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
    this.offsets = new TopicOffsets(kafka, "dnc-lag-admin");
    this.records = new UnreadRecords(kafka, UnreadRecords.SCAN_TIMEOUT);
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
    var next = new HashMap<>(offsets.committed(inputs));
    var registryTopic = Objects.requireNonNull(described.get(registry));
    store
        .offsets(sink, registryTopic.topicId().toString())
        .forEach((number, offset) -> next.put(new TopicPartition(registry, number), offset));
    return next;
  }

  private void describe() throws ExecutionException, TimeoutException {
    var names = new HashSet<>(Set.of(registry));
    inputs.values().forEach(names::addAll);
    described = offsets.describe(names);
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
    var partitions = TopicOffsets.partitions(described);
    var begins = offsets.begins(partitions);
    var ends = offsets.ends(partitions);
    var bounds = new HashMap<TopicPartition, Bounds>();
    begins.forEach(
        (partition, begin) ->
            bounds.put(partition, new Bounds(begin, ends.getOrDefault(partition, begin))));
    return bounds;
  }

  @Override
  public Map<TopicPartition, Instant> oldest(Map<TopicPartition, Unread> unread, Instant enough)
      throws TimeoutException {
    return records.oldest(unread, enough);
  }

  @Override
  public void close() {
    records.close();
    offsets.close();
  }
}
