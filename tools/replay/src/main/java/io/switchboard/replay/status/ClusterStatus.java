package io.switchboard.replay.status;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.copy.ReplayProgress;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Consumer lag and open dead letters of a deployment, from the Kafka cluster. */
final class ClusterStatus implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final long MAX_DEAD_LETTERS_READ = 20_000;
  private static final String DEAD_LETTERS = ".dlq";

  private final KafkaSettings kafka;
  private final Admin admin;
  private final String prefix;

  ClusterStatus(KafkaSettings settings) {
    this.kafka = settings;
    this.admin =
        Admin.create(
            settings.clientProperties(
                Map.of(
                    "request.timeout.ms", (int) TIMEOUT.toMillis(),
                    "default.api.timeout.ms", (int) TIMEOUT.toMillis())));
    this.prefix = settings.prefix().value();
  }

  /** The instances of services in their groups, by service; ingress and the console have none. */
  Map<String, GroupInstances> instances(Collection<String> services) {
    var byGroup =
        services.stream()
            .collect(
                Collectors.toMap(service -> kafka.prefix().applyTo(service), service -> service));
    var instances = new TreeMap<String, GroupInstances>();
    var existing =
        get(admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .filter(byGroup::containsKey)
            .toList();
    get(admin.describeConsumerGroups(existing).all())
        .forEach(
            (group, description) ->
                instances.put(
                    Objects.requireNonNull(byGroup.get(group)),
                    GroupInstances.of(description.members())));
    return instances;
  }

  /** The lag by group; the sink's from its own offsets. */
  Map<String, Long> lag(SinkOffsets sink) {
    var groups =
        get(admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .filter(group -> group.startsWith(prefix) && !ReplayProgress.isOne(group))
            .toList();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        groups.isEmpty()
            ? Map.of()
            : get(
                admin
                    .listConsumerGroupOffsets(
                        groups.stream()
                            .collect(
                                Collectors.toMap(
                                    group -> group, _ -> new ListConsumerGroupOffsetsSpec())))
                    .all());
    var partitions = new HashSet<TopicPartition>();
    committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
    partitions.addAll(sink.next().keySet());
    var ends = offsets(partitions, OffsetSpec.latest());
    var lag = new TreeMap<String, Long>();
    committed.forEach(
        (group, offsets) -> {
          if (!offsets.isEmpty()) {
            lag.put(group, behind(offsets, ends));
          }
        });
    if (!sink.next().isEmpty()) {
      lag.put(
          sink.consumer(),
          sink.next().entrySet().stream()
              .mapToLong(
                  entry -> Math.max(0, ends.getOrDefault(entry.getKey(), 0L) - entry.getValue()))
              .sum());
    }
    return lag;
  }

  private static long behind(
      Map<TopicPartition, OffsetAndMetadata> offsets, Map<TopicPartition, Long> ends) {
    return offsets.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .mapToLong(
            entry ->
                Math.max(
                    0,
                    ends.getOrDefault(entry.getKey(), entry.getValue().offset())
                        - entry.getValue().offset()))
        .sum();
  }

  /**
   * Open dead letters by topic. If the topics hold more than {@value #MAX_DEAD_LETTERS_READ}
   * records, they are not read: then it is the number of records, including redriven and parked
   * ones.
   *
   * @param known the counts of the last time
   */
  Map<String, Long> deadLetters(OpenDeadLetters known) {
    return known.indexed().orElseGet(() -> counted(known));
  }

  private Map<String, Long> counted(OpenDeadLetters known) {
    var partitions = partitionsOfDeadLetters();
    var begins = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    var records = new TreeMap<String, Long>();
    for (var partition : partitions) {
      var count = ends.getOrDefault(partition, 0L) - begins.getOrDefault(partition, 0L);
      if (count > 0 && partition.topic().endsWith(DEAD_LETTERS)) {
        records.merge(partition.topic(), count, Long::sum);
      }
    }
    if (records.isEmpty()
        || records.values().stream().mapToLong(Long::longValue).sum() > MAX_DEAD_LETTERS_READ) {
      return records;
    }
    return known.at(List.of(begins, ends), this::openLetters);
  }

  private Map<String, Long> openLetters() {
    var open = new TreeMap<String, Long>();
    try (var reader = LogReader.open(kafka)) {
      new DeadLetterStore(kafka, reader)
          .deadLetters(_ -> true, LogWindow.ALL, Progress.SILENT).stream()
              .filter(entry -> entry.state() == DeadLetterStore.DeadLetterState.OPEN)
              .forEach(entry -> open.merge(entry.deadLetter().place().topic(), 1L, Long::sum));
    }
    return open;
  }

  /** With those of the topic that says which of them are redriven or parked. */
  private List<TopicPartition> partitionsOfDeadLetters() {
    var resolutions = kafka.topics().deadLetterResolutions().name();
    var names =
        get(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(prefix))
            .filter(name -> name.endsWith(DEAD_LETTERS) || name.equals(resolutions))
            .toList();
    return get(admin.describeTopics(names).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition())))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec at) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    var asked = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> at));
    var answer = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(asked).all())
        .forEach((partition, info) -> answer.put(partition, info.offset()));
    return answer;
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused the request: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka does not answer at "
              + kafka.properties().get("bootstrap.servers")
              + " (KAFKA_BOOTSTRAP_SERVERS)",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was asked", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
