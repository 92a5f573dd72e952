package io.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPlan.PlanStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plan is a class of contract; its test stands where a broker is. */
final class TopicPlanTest {
  private final Admin admin =
      Admin.create(
          Map.<String, Object>of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()));
  private final String name = "plan-" + UUID.randomUUID();

  @AfterEach
  void closeAdmin() {
    admin.close();
  }

  @Test
  void shouldHaveNothingToDoOnceApplied() {
    var wanted = List.of(topic(3, "60000"));
    TopicPlan.make(admin, wanted).apply(admin);

    awaitNothingToDo(wanted);
  }

  @Test
  void shouldPlanWhatDiffersAndApplyIt() {
    TopicPlan.make(admin, List.of(topic(3, "60000"))).apply(admin);

    var plan = TopicPlan.make(admin, List.of(topic(3, "120000")));

    assertThat(plan.steps())
        .containsExactly(new PlanStep.Configure(name, Map.of("retention.ms", "120000")));
    plan.apply(admin);
    awaitNothingToDo(List.of(topic(3, "120000")));
  }

  @Test
  void shouldRefuseToChangePartitions() {
    TopicPlan.make(admin, List.of(topic(3, "60000"))).apply(admin);

    var plan = TopicPlan.make(admin, List.of(topic(6, "60000")));

    assertThatThrownBy(() -> plan.apply(admin))
        .hasMessageContaining("has 3 partitions, topics.yaml wants 6");
  }

  /** Changed settings reach the broker a moment after the controller has taken them. */
  private void awaitNothingToDo(List<WantedTopic> wanted) {
    await().atMost(Duration.ofMinutes(3)).until(() -> TopicPlan.make(admin, wanted).isDone());
  }

  private WantedTopic topic(int partitions, String retention) {
    return new WantedTopic(name, partitions, (short) 1, Map.of("retention.ms", retention));
  }
}
