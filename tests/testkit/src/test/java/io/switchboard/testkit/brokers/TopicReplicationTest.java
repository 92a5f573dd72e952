package io.switchboard.testkit.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPlan.PlanStep;
import io.switchboard.testkit.cluster.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code topics apply} does for topics that were made on one broker. */
@ResourceLock(ThreeBrokerClusterTest.BROKERS)
final class TopicReplicationTest {
  private static final Map<String, String> ONE_IN_SYNC = Map.of("min.insync.replicas", "1");
  private static final String CHANGELOG = "dnc-streams-numbers-changelog";
  private static final TopicCatalog CATALOG =
      new TopicCatalog(
          Map.of(
              "production",
              new TopicCatalog.TopicProfile(2, (short) 3, Map.of("min.insync.replicas", "2"))),
          List.of(new TopicCatalog.CatalogEntry("letters", "30d", false, null, null)));

  private final TestCluster topics = TestCluster.on(ThreeBrokerCluster.shared().bootstrapServers());

  @BeforeEach
  void createWithOneReplica() throws Exception {
    for (var topic : List.of("letters", CHANGELOG)) {
      var one =
          new NewTopic(topics.name(topic), Optional.of(2), Optional.of((short) 1))
              .configs(ONE_IN_SYNC);
      topics.admin().createTopics(List.of(one)).all().get();
      await().ignoreExceptions().until(() -> topics.end(topic) == 0);
    }
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void shouldGiveTopicsAndChangelogsTheReplicasOfTheProfile() {
    topics.send("letters", "a", "1");
    topics.flush();

    plan().apply(topics.admin());

    assertThat(plan().steps()).filteredOn(this::isOurs).allMatch(PlanStep.Keep.class::isInstance);
    topics.send("letters", "b", "2");
    topics.flush();
    assertThat(topics.readText("letters"))
        .extracting(ConsumerRecord::value)
        .containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void shouldShowTopicsAndChangelogsWithTooFewReplicas() {
    var steps = plan().steps();

    assertThat(steps)
        .filteredOn(step -> step instanceof PlanStep.Replicate && isOurs(step))
        .extracting(step -> ((PlanStep.Replicate) step).topic())
        .containsExactly(topics.name("letters"), topics.name(CHANGELOG));
  }

  private TopicPlan plan() {
    return TopicPlan.make(topics.admin(), CATALOG, "production", topics.kafka().prefix());
  }

  /** Not those of the brokers themselves. */
  private boolean isOurs(PlanStep step) {
    return step.toString().contains("topic=" + topics.kafka().prefix().value());
  }
}
