package io.switchboard.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.topic.ClusterTopics.Existing;
import io.switchboard.contract.topic.TopicCatalog.TopicProfile;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPlan.PlanStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicPlanReplicationTest {
  private static final String MIN_IN_SYNC = "min.insync.replicas";
  private static final Map<Integer, String> THREE = Map.of(1, "", 2, "", 3, "");

  @Test
  void shouldAddReplicasToATopicThatHasTooFew() {
    var steps = compare(THREE, existing("1", List.of(1), List.of(1)), wanted(3, "2"));

    assertThat(steps)
        .containsExactly(
            new PlanStep.Replicate("t", 1, 3, List.of(List.of(1, 2, 3), List.of(1, 2, 3))),
            new PlanStep.Configure("t", Map.of(MIN_IN_SYNC, "2")));
  }

  @Test
  void shouldAddReplicasWhereOnlyOnePartitionHasTooFew() {
    var steps = compare(THREE, existing("2", List.of(1, 2, 3), List.of(2, 3)), wanted(3, "2"));

    assertThat(steps)
        .containsExactly(
            new PlanStep.Replicate("t", 2, 3, List.of(List.of(1, 2, 3), List.of(2, 3, 1))));
  }

  @Test
  void shouldPreferRacksWithoutAReplica() {
    var racks = Map.of(1, "a", 2, "a", 3, "b", 4, "c");

    var steps = compare(racks, existing("2", List.of(1, 3)), wanted(3, "2"));

    assertThat(steps).containsExactly(new PlanStep.Replicate("t", 2, 3, List.of(List.of(1, 3, 4))));
  }

  @Test
  void shouldKeepATopicWithMoreReplicas() {
    var steps = compare(THREE, existing("2", List.of(1, 2, 3)), wanted(2, "2"));

    assertThat(steps).containsExactly(new PlanStep.Keep("t"));
  }

  @Test
  void shouldCreateATopicWithTheDefaultReplicationOfTheBrokers() {
    var steps = TopicPlan.compare(new ClusterTopics(THREE, Map.of()), List.of(wanted(-1, "1")));

    assertThat(steps.steps()).containsExactly(new PlanStep.Create(wanted(-1, "1")));
  }

  @Test
  void shouldRefuseMoreInSyncReplicasThanThereAreReplicas() {
    var steps = compare(THREE, existing("2", List.of(1)), wanted(1, "2"));

    assertThat(steps)
        .containsExactly(
            new PlanStep.Refuse(
                "t", "min.insync.replicas 2 with replication 1 would refuse every write"));
  }

  @Test
  void shouldRefuseReplicasWithoutBrokersForThem() {
    var steps = compare(Map.of(1, ""), existing("2", List.of(1)), wanted(3, "2"));

    assertThat(steps)
        .containsExactly(
            new PlanStep.Refuse(
                "t", "has replication 1 and needs 3, but only 1 of the brokers are in service"));
  }

  @Test
  void shouldRefuseANewTopicWithoutBrokersForIt() {
    var plan =
        TopicPlan.compare(new ClusterTopics(Map.of(1, ""), Map.of()), List.of(wanted(3, "2")));

    assertThat(plan.refused()).isTrue();
  }

  @Test
  void shouldWantTheReplicationOfTheProfileForInternalTopics() {
    var profile = new TopicProfile(12, (short) 3, Map.of(MIN_IN_SYNC, "2"));

    var wanted =
        InternalTopics.wanted(
            "__transaction_state", existing("1", List.of(1), List.of(2)), profile);

    assertThat(wanted)
        .isEqualTo(new WantedTopic("__transaction_state", 2, (short) 3, Map.of(MIN_IN_SYNC, "2")));
  }

  @Test
  void shouldNeverLowerTheInSyncReplicasOfInternalTopics() {
    var profile = new TopicProfile(3, (short) 1, Map.of(MIN_IN_SYNC, "1"));

    var wanted = InternalTopics.wanted("x", existing("2", List.of(1, 2, 3)), profile);

    assertThat(wanted.config()).isEmpty();
  }

  @Test
  void shouldKnowTheInternalTopicsOfThisDeploymentOnly() {
    var prefix = new TopicPrefix("acme-");

    assertThat(
            List.of(
                "__consumer_offsets",
                "__transaction_state",
                "acme-ivr-streams-sessions-changelog",
                "acme-dnc-streams-events-repartition"))
        .allMatch(topic -> InternalTopics.isOne(topic, prefix));
    assertThat(
            List.of("ivr-streams-sessions-changelog", "acme-ivr-streams.dlq", "acme-x-changelog"))
        .noneMatch(topic -> InternalTopics.isOne(topic, prefix));
  }

  private static List<PlanStep> compare(
      Map<Integer, String> racks, Existing existing, WantedTopic wanted) {
    var cluster = new ClusterTopics(racks, Map.of(wanted.name(), existing));
    var partitions = existing.partitions();
    var sized = new WantedTopic(wanted.name(), partitions, wanted.replication(), wanted.config());
    return TopicPlan.compare(cluster, List.of(sized)).steps();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // it only reads them
  private static Existing existing(String minInSync, List<Integer>... replicas) {
    return new Existing(List.of(replicas), Map.of(MIN_IN_SYNC, minInSync));
  }

  private static WantedTopic wanted(int replication, String minInSync) {
    return new WantedTopic("t", 1, (short) replication, Map.of(MIN_IN_SYNC, minInSync));
  }
}
