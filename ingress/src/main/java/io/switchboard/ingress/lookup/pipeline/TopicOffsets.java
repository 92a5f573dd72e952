package io.switchboard.ingress.lookup.pipeline;

import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Reads the positions of groups and the offsets of partitions. Every call throws {@link
 * TimeoutException} when Kafka does not answer within 5 s, and {@link ExecutionException} when it
 * refuses.
 */
public final class TopicOffsets implements AutoCloseable {
  private static final int ANSWER_SECONDS = 5;
  private static final int REQUEST_MS = 4_000;

  private final Admin admin;

  /** Creates the client; connects at the first call. */
  public TopicOffsets(KafkaSettings kafka, String clientId) {
    this.admin =
        Admin.create(
            kafka.clientProperties(
                Map.of(
                    "client.id",
                    clientId,
                    "request.timeout.ms",
                    REQUEST_MS,
                    "default.api.timeout.ms",
                    REQUEST_MS)));
  }

  /** The topics by name. */
  public Map<String, TopicDescription> describe(Collection<String> names)
      throws ExecutionException, TimeoutException {
    var described = new HashMap<String, TopicDescription>();
    for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        described.put(topic.getKey(), get(topic.getValue()));
      } catch (ExecutionException e) {
        throw e.getCause() instanceof TopicAuthorizationException
            ? new ExecutionException(new TopicAuthorizationException(Set.of(topic.getKey())))
            : e; // the answer does not name the topic
      }
    }
    return described;
  }

  /** The partitions of topics. */
  public static Set<TopicPartition> partitions(Map<String, TopicDescription> topics) {
    var partitions = new HashSet<TopicPartition>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
    return partitions;
  }

  /**
   * The next offset of groups; partitions without a committed offset are missing.
   *
   * @param inputs the topics that each group reads
   */
  public Map<TopicPartition, Long> committed(Map<String, Set<String>> inputs)
      throws ExecutionException, TimeoutException {
    var groups = new HashMap<String, ListConsumerGroupOffsetsSpec>();
    inputs.keySet().forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
    var found = admin.listConsumerGroupOffsets(groups);
    var next = new HashMap<TopicPartition, Long>();
    for (var input : inputs.entrySet()) {
      get(found.partitionsToOffsetAndMetadata(input.getKey()))
          .forEach(
              (partition, offset) -> {
                if (offset != null && input.getValue().contains(partition.topic())) {
                  next.put(partition, offset.offset());
                }
              });
    }
    return next;
  }

  /** The first offset that is kept. */
  public Map<TopicPartition, Long> begins(Set<TopicPartition> partitions)
      throws ExecutionException, TimeoutException {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** The first offset that is not written, open transactions included. */
  public Map<TopicPartition, Long> ends(Set<TopicPartition> partitions)
      throws ExecutionException, TimeoutException {
    return offsets(partitions, OffsetSpec.latest());
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
    admin.close(Duration.ofSeconds(1));
  }
}
