package io.switchboard.contract.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The running brokers of a cluster, and some of its topics.
 *
 * @param racks rack of each broker by id; empty text for a broker without one
 * @param topics by name
 */
record ClusterTopics(Map<Integer, String> racks, Map<String, Existing> topics) {

  /**
   * A topic of the cluster.
   *
   * @param replicas broker ids of each partition, the preferred leader first
   * @param config effective settings, with the broker's defaults
   */
  record Existing(List<List<Integer>> replicas, Map<String, String> config) {

    int partitions() {
      return replicas.size();
    }

    /** The replication factor of the partition that has the fewest replicas. */
    int replication() {
      return replicas.stream().mapToInt(List::size).min().orElse(0);
    }
  }

  /** Names of all topics, including Kafka's internal ones. */
  static List<String> names(Admin admin) {
    var everything = new ListTopicsOptions().listInternal(true);
    return List.copyOf(AdminAnswers.get(admin.listTopics(everything).names()));
  }

  /** Describes the brokers and these topics, which have to exist. */
  static ClusterTopics read(Admin admin, List<String> names) {
    var racks =
        AdminAnswers.get(admin.describeCluster().nodes()).stream()
            .collect(Collectors.toMap(Node::id, n -> Objects.requireNonNullElse(n.rack(), "")));
    var descriptions = AdminAnswers.get(admin.describeTopics(names).allTopicNames());
    var configs =
        AdminAnswers.get(
            admin.describeConfigs(names.stream().map(ClusterTopics::resource).toList()).all());
    var topics = new HashMap<String, Existing>();
    descriptions.forEach(
        (name, description) ->
            topics.put(
                name,
                new Existing(
                    replicas(description),
                    values(Objects.requireNonNull(configs.get(resource(name)))))));
    return new ClusterTopics(racks, topics);
  }

  private static List<List<Integer>> replicas(TopicDescription description) {
    return description.partitions().stream()
        .map(partition -> partition.replicas().stream().map(Node::id).toList())
        .toList();
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
