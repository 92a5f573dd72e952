package io.switchboard.pushes.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Who of the group pushes. */
class OneOwnerAssignorTest {
  @Test
  void shouldGiveEverythingToOneMember() {
    var assignments =
        assign(Map.of("b", subscription(List.of(), 1), "a", subscription(List.of(), 1)));

    assertThat(assignments.get("a")).hasSize(6);
    assertThat(assignments.get("b")).isEmpty();
  }

  @Test
  void shouldLeaveThePartitionsWithTheirOwner() {
    var owned = List.of(new TopicPartition("t1", 0));

    var assignments = assign(Map.of("b", subscription(owned, 7), "a", subscription(List.of(), 7)));

    assertThat(assignments.get("b")).hasSize(6);
  }

  @Test
  void shouldNotBelieveAnOwnerOfAnOlderGeneration() {
    var owned = List.of(new TopicPartition("t1", 0));

    var assignments = assign(Map.of("a", subscription(owned, 3), "b", subscription(owned, 9)));

    assertThat(assignments.get("b")).hasSize(6);
  }

  private static Map<String, List<TopicPartition>> assign(Map<String, Subscription> members) {
    var partitions =
        IntStream.range(0, 6)
            .mapToObj(i -> new PartitionInfo(i < 3 ? "t1" : "t2", i % 3, Node.noNode(), null, null))
            .toList();
    var cluster = new Cluster("c", List.of(Node.noNode()), partitions, Set.of(), Set.of());
    var assignments = new TreeMap<String, List<TopicPartition>>();
    new OneOwnerAssignor()
        .assign(cluster, new GroupSubscription(members))
        .groupAssignment()
        .forEach((member, given) -> assignments.put(member, given.partitions()));
    return assignments;
  }

  private static Subscription subscription(List<TopicPartition> owned, int generation) {
    return new Subscription(
        List.of("t1", "t2"), ByteBuffer.allocate(0), owned, generation, Optional.empty());
  }
}
