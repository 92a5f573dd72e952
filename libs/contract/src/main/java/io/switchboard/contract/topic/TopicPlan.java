package io.switchboard.contract.topic;

import io.switchboard.contract.topic.ClusterTopics.Existing;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The steps that make a cluster match the catalog. Applying never deletes, never shrinks, and
 * refuses to change the partitions of an existing topic, because this would break the order of
 * keys.
 */
public record TopicPlan(List<PlanStep> steps) {

  /** One step; a topic may need several. */
  public sealed interface PlanStep {
    /** The topic is missing and is created. */
    record Create(WantedTopic topic) implements PlanStep {}

    /** Settings of the existing topic differ. */
    record Configure(String topic, Map<String, String> changes) implements PlanStep {}

    /**
     * The topic exists and has too few replicas.
     *
     * @param from replication factor of the partition with the fewest replicas
     * @param assignment the brokers of each partition, by partition; those that have it come first
     */
    record Replicate(String topic, int from, int to, List<List<Integer>> assignment)
        implements PlanStep {}

    /** Apply cannot change the topic as required. */
    record Refuse(String topic, String reason) implements PlanStep {}

    /** The topic matches. */
    record Keep(String topic) implements PlanStep {}
  }

  /** Whether apply would be refused. */
  public boolean refused() {
    return steps.stream().anyMatch(PlanStep.Refuse.class::isInstance);
  }

  /** Whether the cluster already matches. */
  public boolean isDone() {
    return steps.stream().allMatch(PlanStep.Keep.class::isInstance);
  }

  /** Compares a cluster with the wanted topics. */
  public static TopicPlan make(Admin admin, Collection<WantedTopic> wanted) {
    var present = Set.copyOf(ClusterTopics.names(admin));
    var names = wanted.stream().map(WantedTopic::name).filter(present::contains).toList();
    return compare(ClusterTopics.read(admin, names), wanted);
  }

  /**
   * Compares a cluster with a profile of the catalog, and the internal topics of Kafka and Kafka
   * Streams with the same replication.
   */
  public static TopicPlan make(
      Admin admin, TopicCatalog catalog, String profileName, TopicPrefix prefix) {
    var wanted = new ArrayList<>(catalog.wanted(profileName, prefix));
    var profile = catalog.profile(profileName);
    var present = ClusterTopics.names(admin);
    var internal = present.stream().filter(n -> InternalTopics.isOne(n, prefix)).sorted().toList();
    var names =
        Stream.concat(
                wanted.stream().map(WantedTopic::name).filter(Set.copyOf(present)::contains),
                internal.stream())
            .toList();
    var cluster = ClusterTopics.read(admin, names);
    cluster.topics().entrySet().stream()
        .filter(topic -> internal.contains(topic.getKey()))
        .map(topic -> InternalTopics.wanted(topic.getKey(), topic.getValue(), profile))
        .forEach(wanted::add);
    return compare(cluster, wanted);
  }

  static TopicPlan compare(ClusterTopics cluster, Collection<WantedTopic> wanted) {
    var steps = new ArrayList<PlanStep>();
    for (var topic : wanted) {
      var existing = cluster.topics().get(topic.name());
      steps.addAll(
          existing == null ? missing(topic, cluster) : differences(topic, existing, cluster));
    }
    return new TopicPlan(List.copyOf(steps));
  }

  private static List<PlanStep> missing(WantedTopic wanted, ClusterTopics cluster) {
    var refusal = refusal(wanted, 0, cluster);
    return List.of(refusal.isEmpty() ? new PlanStep.Create(wanted) : refuse(wanted, refusal));
  }

  private static List<PlanStep> differences(
      WantedTopic wanted, Existing existing, ClusterTopics cluster) {
    var steps = new ArrayList<PlanStep>();
    var refusal = refusal(wanted, existing, cluster);
    if (!refusal.isEmpty()) {
      steps.add(refuse(wanted, refusal));
    } else if (existing.replication() < wanted.replication()) {
      steps.add(replicate(wanted, existing, cluster));
    }
    var changes = changes(wanted, existing);
    if (!changes.isEmpty()) {
      steps.add(new PlanStep.Configure(wanted.name(), changes));
    }
    return steps.isEmpty() ? List.of(new PlanStep.Keep(wanted.name())) : steps;
  }

  private static String refusal(WantedTopic wanted, Existing existing, ClusterTopics cluster) {
    return existing.partitions() == wanted.partitions()
        ? refusal(wanted, existing.replication(), cluster)
        : "has %d partitions, topics.yaml wants %d"
            .formatted(existing.partitions(), wanted.partitions());
  }

  private static PlanStep refuse(WantedTopic wanted, String reason) {
    return new PlanStep.Refuse(wanted.name(), reason);
  }

  /**
   * Why a topic cannot have the required replicas; empty when it can.
   *
   * @param present its current replication factor, 0 when it does not exist
   */
  private static String refusal(WantedTopic wanted, int present, ClusterTopics cluster) {
    var replicas = Math.max(present, wanted.replication());
    if (replicas < 1) {
      return ""; // a new topic with the brokers' default replication
    }
    var inSync = wanted.config().getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1");
    if (Integer.parseInt(inSync) > replicas) {
      return "min.insync.replicas %s with replication %d would refuse every write"
          .formatted(inSync, replicas);
    }
    var brokers = cluster.racks().size();
    return present < wanted.replication() && brokers < wanted.replication()
        ? "has replication %d and needs %d, but only %d of the brokers are in service"
            .formatted(present, wanted.replication(), brokers)
        : "";
  }

  private static PlanStep replicate(WantedTopic wanted, Existing existing, ClusterTopics cluster) {
    var placement = new ReplicaPlacement(cluster.racks());
    var assignment = new ArrayList<List<Integer>>();
    for (var replicas : existing.replicas()) {
      assignment.add(placement.place(assignment.size(), replicas, wanted.replication()));
    }
    return new PlanStep.Replicate(
        wanted.name(), existing.replication(), wanted.replication(), List.copyOf(assignment));
  }

  private static Map<String, String> changes(WantedTopic wanted, Existing existing) {
    var changes = new TreeMap<String, String>();
    wanted
        .config()
        .forEach(
            (name, value) -> {
              if (!isEnough(name, value, existing.config().get(name))) {
                changes.put(name, value);
              }
            });
    return changes;
  }

  /** Whether a setting is as wanted; a topic may take larger records. */
  private static boolean isEnough(String name, String wanted, @Nullable String existing) {
    return wanted.equals(existing)
        || (existing != null
            && name.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
            && Long.parseLong(existing) > Long.parseLong(wanted));
  }

  /** Applies the plan; throws IllegalStateException when it contains a refusal. */
  public void apply(Admin admin) {
    if (refused()) {
      throw new IllegalStateException(
          steps.stream()
              .filter(PlanStep.Refuse.class::isInstance)
              .map(PlanStep.Refuse.class::cast)
              .map(step -> step.topic() + " " + step.reason())
              .collect(Collectors.joining("; ")));
    }
    new TopicChanges(admin).make(steps);
  }
}
