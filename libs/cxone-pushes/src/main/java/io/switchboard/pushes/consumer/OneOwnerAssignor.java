package io.switchboard.pushes.consumer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Assigns all partitions of all topics to one member, which keeps them while it lives; the others
 * are on standby. The group thus elects the one active pusher of a deployment, and rejects the
 * commits of a former one.
 */
public final class OneOwnerAssignor implements ConsumerPartitionAssignor {
  @Override
  public String name() {
    return "one-owner";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE);
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    var members = group.groupSubscription();
    var owner = owner(members);
    var assignments = new HashMap<String, Assignment>();
    members.forEach(
        (member, subscription) ->
            assignments.put(
                member,
                new Assignment(
                    member.equals(owner) ? partitions(metadata, subscription) : List.of())));
    return new GroupAssignment(assignments);
  }

  /** The member that owns the partitions by the newest generation; else the first by name. */
  private static String owner(Map<String, Subscription> members) {
    return members.entrySet().stream()
        .min(
            Comparator.comparing(
                    (Map.Entry<String, Subscription> member) ->
                        member.getValue().ownedPartitions().isEmpty())
                .thenComparingInt(
                    member -> -member.getValue().generationId().orElse(Integer.MIN_VALUE + 1))
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static List<TopicPartition> partitions(Cluster metadata, Subscription subscription) {
    return new ArrayList<>(
        subscription.topics().stream()
            .flatMap(
                topic -> {
                  var count = metadata.partitionCountForTopic(topic);
                  return count == null
                      ? Stream.empty()
                      : IntStream.range(0, count)
                          .mapToObj(partition -> new TopicPartition(topic, partition));
                })
            .toList());
  }
}
