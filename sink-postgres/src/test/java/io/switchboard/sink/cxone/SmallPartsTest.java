package io.switchboard.sink.cxone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
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

/** The parts that need no broker. */
class SmallPartsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

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

  @Test
  void shouldWaitUntilThePredecessorsRequestsHaveEnded() {
    var aliveThreeSecondsAgo = alive(NOW.minusSeconds(3));

    assertThat(LeaseMarker.waitAfter(aliveThreeSecondsAgo, TIMEOUT, NOW))
        .isEqualTo(Lease.LENGTH.plus(TIMEOUT).minusSeconds(3));
  }

  @Test
  void shouldNotWaitAfterACleanEndOrForOneLongDead() {
    var closed = new LeaseMarker(LeaseMarker.State.CLOSED, NOW, ReadProgress.none()).text(0);
    var longDead = alive(NOW.minusSeconds(60));

    assertThat(LeaseMarker.waitAfter(closed, TIMEOUT, NOW)).isZero();
    assertThat(LeaseMarker.waitAfter(longDead, TIMEOUT, NOW)).isZero();
    assertThat(LeaseMarker.waitAfter("", TIMEOUT, NOW)).isZero();
    assertThat(LeaseMarker.waitAfter(null, TIMEOUT, NOW)).isZero();
  }

  @Test
  void shouldNotWaitForEverWhenClocksDiffer() {
    var fromTheFuture = alive(NOW.plusSeconds(3600));

    assertThat(LeaseMarker.waitAfter(fromTheFuture, TIMEOUT, NOW))
        .isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void shouldNotCommitBeyondTheFirstOpenOffset() {
    var ledger = new Ledger();
    var partition = new TopicPartition("t", 0);
    List.of(4L, 5L, 9L).forEach(offset -> ledger.opened(partition, offset));

    ledger.done(partition, 5);
    assertThat(ledger.firstOpen(partition)).hasValue(4);
    ledger.done(partition, 4);
    assertThat(ledger.firstOpen(partition)).hasValue(9);
    ledger.done(partition, 9);
    assertThat(ledger.firstOpen(partition)).isEmpty();
  }

  private static String alive(Instant at) {
    return new LeaseMarker(LeaseMarker.State.ALIVE, at, ReadProgress.none()).text(0);
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
