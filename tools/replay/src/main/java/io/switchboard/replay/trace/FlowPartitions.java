package io.switchboard.replay.trace;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.replay.reading.LogReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of the topics of the flow. The producers choose partitions by key, so the records
 * of a key are in one partition of each topic.
 *
 * @param stages by the topic's name on the cluster
 * @param all of those topics that the cluster has: an older or a partial deployment has fewer
 */
record FlowPartitions(Map<String, Stage> stages, List<TopicPartition> all) {
  /** Keyed by what is not the subject's key, or with the partitions of their sources. */
  private static final Set<Stage> WHOLE =
      EnumSet.of(Stage.DNC_WEBHOOKS, Stage.REJECTED, Stage.DEAD_LETTERS);

  /** Asks the cluster once. */
  static FlowPartitions read(KafkaSettings kafka, LogReader reader) {
    var stages = new HashMap<String, Stage>();
    for (var entry : TopicCatalog.shipped().topics()) {
      var topic = kafka.prefix().applyTo(entry.name());
      Stage.of(topic, kafka.prefix()).ifPresent(stage -> stages.put(topic, stage));
    }
    return new FlowPartitions(stages, reader.partitionsOf(stages.keySet()));
  }

  Stage stage(String topic) {
    return stages.getOrDefault(topic, Stage.DEAD_LETTERS);
  }

  List<TopicPartition> of(Predicate<Stage> wanted) {
    return all.stream().filter(place -> wanted.test(stage(place.topic()))).toList();
  }

  /** Topics that are keyed otherwise, or whose partitions another rule chooses, are read whole. */
  List<TopicPartition> own(Subject subject) {
    var whole = EnumSet.copyOf(WHOLE);
    if (!subject.isNumber()) {
      whole.remove(Stage.DNC_WEBHOOKS); // not another way to write the same number
    }
    return holding(stage -> whole.contains(stage) ? Set.of() : subject.keysIn(stage), whole);
  }

  /** Those of the keys whose records are in this partition. */
  List<String> inPartition(TopicPartition place, Collection<String> keys) {
    var size =
        Math.toIntExact(all.stream().filter(other -> other.topic().equals(place.topic())).count());
    return keys.stream().filter(key -> partition(key, size) == place.partition()).toList();
  }

  /** The partitions of these stages that hold records of one of the keys. */
  List<TopicPartition> holding(Collection<String> keys, Predicate<Stage> wanted) {
    return holding(stage -> wanted.test(stage) ? keys : Set.of(), Set.of());
  }

  private List<TopicPartition> holding(
      Function<Stage, Collection<String>> keys, Collection<Stage> whole) {
    var sizes =
        all.stream().collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting()));
    return all.stream()
        .filter(
            place -> {
              var size = Math.toIntExact(sizes.getOrDefault(place.topic(), 1L));
              var stage = stage(place.topic());
              return whole.contains(stage)
                  || keys.apply(stage).stream()
                      .anyMatch(key -> partition(key, size) == place.partition());
            })
        .toList();
  }

  /** As Kafka's producers and Kafka Streams choose it. */
  private static int partition(String key, int partitions) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
  }
}
