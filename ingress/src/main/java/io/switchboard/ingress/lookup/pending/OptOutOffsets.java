package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.lookup.pipeline.TopicOffsets;
import io.switchboard.ingress.lookup.store.RegistryStore;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Reads how far dnc-streams and the sink have come on the way of an opt-out. */
final class OptOutOffsets implements AutoCloseable {
  private final OptOutTopics topics;
  private final TopicOffsets offsets;
  private final RegistryStore store;
  private final Map<String, Set<String>> inputs;
  private final String sink;

  OptOutOffsets(KafkaSettings kafka, OptOutTopics topics, RegistryStore store) {
    this.topics = topics;
    this.offsets = new TopicOffsets(kafka, "dnc-opt-outs-admin");
    this.store = store;
    this.inputs =
        Map.of(
            kafka.prefix().applyTo(ServiceName.DNC_STREAMS.wireName()),
            topics.inputsOfDncStreams());
    this.sink = kafka.prefix().applyTo(ServiceName.SINK_POSTGRES.wireName());
  }

  /**
   * Where the readers are.
   *
   * @param topicIds a topic that was deleted and created again has another id
   * @param partitions all partitions of the topics
   * @param next the offset that each reader takes next; partitions that were never read are missing
   * @param sqlState of the failure when PostgreSQL did not answer; then {@code next} has none of
   *     {@code dnc.registry}
   */
  record Positions(
      Map<String, Uuid> topicIds,
      Set<TopicPartition> partitions,
      Map<TopicPartition, Long> next,
      @Nullable String sqlState) {
    /** The ids of some topics. */
    Map<String, Uuid> topicIdsOf(Collection<String> topics) {
      var ids = new HashMap<>(topicIds);
      ids.keySet().retainAll(topics);
      return ids;
    }

    /** The partitions of some topics. */
    Set<TopicPartition> partitionsOf(Predicate<String> topic) {
      return partitions.stream()
          .filter(partition -> topic.test(partition.topic()))
          .collect(Collectors.toSet());
    }
  }

  /** Reads the positions of the readers. */
  Positions positions() throws ExecutionException, TimeoutException {
    var described = offsets.describe(topics.all());
    var ids = new HashMap<String, Uuid>();
    described.forEach((name, topic) -> ids.put(name, topic.topicId()));
    var next = new HashMap<>(offsets.committed(inputs));
    String sqlState = null;
    try {
      next.putAll(stored(Objects.requireNonNull(described.get(topics.registry()))));
    } catch (SQLException e) {
      sqlState = String.valueOf(e.getSQLState());
    }
    return new Positions(ids, TopicOffsets.partitions(described), next, sqlState);
  }

  private Map<TopicPartition, Long> stored(TopicDescription registry) throws SQLException {
    var next = new HashMap<TopicPartition, Long>();
    store
        .offsets(sink, registry.topicId().toString())
        .forEach((number, offset) -> next.put(new TopicPartition(registry.name(), number), offset));
    return next;
  }

  /** The end of each partition, open transactions included. */
  Map<TopicPartition, Long> ends(Positions positions) throws ExecutionException, TimeoutException {
    return offsets.ends(positions.partitions());
  }

  /** Where to begin to read, so that nothing is left out that a reader has not taken. */
  Map<TopicPartition, Long> starts(Positions positions, Map<TopicPartition, Long> ends)
      throws ExecutionException, TimeoutException {
    var starts = new HashMap<TopicPartition, Long>();
    offsets
        .begins(positions.partitionsOf(topics.pipeline()::contains))
        .forEach(
            (partition, begin) -> {
              var next = Math.max(begin, positions.next().getOrDefault(partition, begin));
              starts.put(partition, Math.min(next, ends.getOrDefault(partition, next)));
            });
    return starts;
  }

  @Override
  public void close() {
    offsets.close();
  }
}
