package io.switchboard.contract.topic;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.topic.TopicCatalog.TopicProfile;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics that are not in topics.yaml because Kafka creates them: changelogs and repartition topics
 * of the stream services, consumer offsets and transactions. They keep the replication factor of
 * their creation, so a cluster that started with one broker loses them with that broker.
 */
final class InternalTopics {
  private static final List<String> KAFKA = List.of("__consumer_offsets", "__transaction_state");
  private static final List<String> STREAMS = List.of("-changelog", "-repartition");
  private static final List<ServiceName> SERVICES =
      List.of(ServiceName.IVR_STREAMS, ServiceName.DISPOSITION_STREAMS, ServiceName.DNC_STREAMS);

  private InternalTopics() {}

  /** Whether a topic is one of these. */
  static boolean isOne(String topic, TopicPrefix prefix) {
    return KAFKA.contains(topic)
        || (STREAMS.stream().anyMatch(topic::endsWith)
            && SERVICES.stream()
                .anyMatch(s -> topic.startsWith(prefix.applyTo(s.wireName()) + "-")));
  }

  /**
   * A topic as a profile wants it: its replication factor and in-sync replicas; other settings are
   * unchanged.
   */
  static WantedTopic wanted(String topic, ClusterTopics.Existing existing, TopicProfile profile) {
    return new WantedTopic(
        topic, existing.partitions(), profile.replication(), config(existing, profile));
  }

  /** Raises in-sync replicas only: the cluster's topics are not this deployment's alone. */
  private static Map<String, String> config(ClusterTopics.Existing existing, TopicProfile profile) {
    var name = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    var wanted = profile.config() == null ? null : profile.config().get(name);
    return wanted == null
            || Integer.parseInt(wanted)
                <= Integer.parseInt(existing.config().getOrDefault(name, "1"))
        ? Map.of()
        : Map.of(name, wanted);
  }
}
