package io.switchboard.replay.copy;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.text.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The target topic of a replay. It has as many partitions as the source and keeps the writer's
 * timestamps. A topic that is created for a replay has no retention limit, because the broker would
 * delete old records at once.
 *
 * @param exists whether the cluster has it already
 * @param partitions number of its partitions
 * @param replication its replicas, or those of the source when it is created
 * @param live whether services use it
 * @param readers known readers, and the cluster's consumer groups
 * @param obstacles why it cannot take the records unchanged; force does not help against a
 *     different number of partitions
 * @param consequences other effects on the records
 */
public record ReplayTarget(
    String topic,
    boolean exists,
    int partitions,
    Replication replication,
    boolean live,
    List<String> readers,
    List<String> obstacles,
    List<String> consequences) {

  /**
   * The number of replicas.
   *
   * @param inSync minimum number of in-sync replicas
   */
  public record Replication(short factor, int inSync) {
    private static Replication of(TopicDescription topic, Config config) {
      var factor = topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(1);
      return new Replication(
          (short) factor, Integer.parseInt(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)));
    }
  }

  /** Reads the state of the cluster; changes nothing. */
  public static ReplayTarget describe(
      Admin admin, KafkaSettings kafka, String source, String into) {
    var names = AdminResults.of(admin.listTopics().names());
    var from = description(admin, source);
    var sourcePartitions = from.partitions().size();
    var copies = Replication.of(from, config(admin, source));
    var live = LiveTopics.isLive(into, kafka.prefix());
    if (!names.contains(into)) {
      return new ReplayTarget(
          into, false, sourcePartitions, copies, live, List.of(), List.of(), List.of());
    }
    var target = description(admin, into);
    var config = config(admin, into);
    var partitions = target.partitions().size();
    var replication = Replication.of(target, config);
    var readers = new ArrayList<>(LiveTopics.readers(into, kafka.prefix()));
    groupsOn(admin, into).forEach(group -> readers.add("group " + group));
    var obstacles = new ArrayList<String>();
    if (partitions != sourcePartitions) {
      obstacles.add(
          "%s has %s and %s has %d: records would not stay in theirs"
              .formatted(into, Quantity.of(partitions, "partition"), source, sourcePartitions));
    }
    var consequences = new ArrayList<>(consequences(config, into));
    if (replication.factor() < copies.factor()) {
      consequences.add(
          "%s has replication %d and %s has %d: a lost broker may take records with it"
              .formatted(into, replication.factor(), source, copies.factor()));
    }
    return new ReplayTarget(
        into, true, partitions, replication, live, readers, obstacles, consequences);
  }

  private static List<String> consequences(Config config, String into) {
    var consequences = new ArrayList<String>();
    if ("LogAppendTime".equals(value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
      consequences.add(
          into
              + " stamps records with the time of their arrival (LogAppendTime): their own times"
              + " are lost there, and what depends on them, timeouts of calls, runs from now");
    }
    var retention = value(config, TopicConfig.RETENTION_MS_CONFIG);
    if (value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete")
        && !retention.equals("-1")) {
      consequences.add(
          "%s keeps records for %s by their own time: older ones are soon deleted there"
              .formatted(into, time(Long.parseLong(retention))));
    }
    return consequences;
  }

  private static String time(long millis) {
    var hours = millis / 3_600_000;
    return hours % 24 == 0 ? hours / 24 + " days" : hours + " hours";
  }

  /** Whether it can be written with force. */
  public boolean needsForce() {
    return live || !readers.isEmpty();
  }

  /** Creates the topic if it is missing. */
  public void create(Admin admin) {
    if (exists) {
      return;
    }
    var topic =
        new NewTopic(topic(), partitions, replication.factor())
            .configs(
                Map.of(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replication.inSync()),
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, "-1",
                    TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    AdminResults.of(admin.createTopics(List.of(topic)).all());
    // ask the leaders: metadata may be known before they serve
    AdminResults.eventually(() -> ends(admin).size() == partitions);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(Admin admin) {
    var latest =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    return AdminResults.of(admin.listOffsets(latest).all());
  }

  private static Set<String> groupsOn(Admin admin, String topic) {
    var groups =
        AdminResults.of(admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .filter(group -> !ReplayProgress.isOne(group))
            .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec()));
    var found = new TreeSet<String>();
    if (!groups.isEmpty()) {
      AdminResults.of(admin.listConsumerGroupOffsets(groups).all())
          .forEach(
              (group, offsets) -> {
                if (offsets.keySet().stream().anyMatch(tp -> tp.topic().equals(topic))) {
                  found.add(group);
                }
              });
    }
    return found;
  }

  private static TopicDescription description(Admin admin, String topic) {
    var all = AdminResults.of(admin.describeTopics(List.of(topic)).allTopicNames());
    var description = all.get(topic);
    if (description == null) {
      throw new IllegalStateException("no topic " + topic + " on this cluster");
    }
    return description;
  }

  private static Config config(Admin admin, String topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return new HashMap<>(AdminResults.of(admin.describeConfigs(List.of(resource)).all()))
        .getOrDefault(resource, new Config(List.of()));
  }

  private static String value(Config config, String name) {
    var entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }
}
