package io.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPlan.PlanStep;
import io.switchboard.contract.topic.TopicPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "dnc.registry,cleanup.policy,delete,compact",
    "cxone.dnc-events,retention.ms,3600000,34560000000",
    "cxone.dnc-events,retention.bytes,1000000,-1",
    "dnc.events,max.message.bytes,2000,1048588",
    "dnc-streams.dlq,max.message.bytes,1048588,2097152",
    "cxone.call-results,message.timestamp.type,LogAppendTime,CreateTime",
  })
  void shouldPlanToUndoAChangedSetting(
      String topic, String setting, String changed, String wantedValue) {
    var wanted = shipped(topic);
    TopicPlan.make(admin, List.of(wanted)).apply(admin);

    set(wanted.name(), setting, changed);

    var undo = new PlanStep.Configure(wanted.name(), Map.of(setting, wantedValue));
    await().until(() -> TopicPlan.make(admin, List.of(wanted)).steps().equals(List.of(undo)));
  }

  @Test
  void shouldKeepATopicThatTakesLargerRecords() {
    var wanted = shipped("dnc.events");
    TopicPlan.make(admin, List.of(wanted)).apply(admin);

    set(wanted.name(), "max.message.bytes", "10000000");

    awaitNothingToDo(List.of(wanted));
  }

  @Test
  void shouldShowChangedSettingsOfATopicWithOtherPartitions() {
    TopicPlan.make(admin, List.of(topic(6, "60000"))).apply(admin);

    var plan = TopicPlan.make(admin, List.of(topic(3, "120000")));

    assertThat(plan.steps())
        .containsExactly(
            new PlanStep.Refuse(name, "has 6 partitions, topics.yaml wants 3"),
            new PlanStep.Configure(name, Map.of("retention.ms", "120000")));
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

  private void set(String topic, String setting, String value) {
    var operation = new AlterConfigOp(new ConfigEntry(setting, value), OpType.SET);
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    admin
        .incrementalAlterConfigs(Map.of(resource, List.of(operation)))
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /** A topic of topics.yaml, under a prefix of its own. */
  private WantedTopic shipped(String topic) {
    var prefix = new TopicPrefix(name + "-");
    return TopicCatalog.shipped().wanted("embedded", prefix).stream()
        .filter(wanted -> wanted.name().equals(prefix.applyTo(topic)))
        .findFirst()
        .orElseThrow();
  }

  private WantedTopic topic(int partitions, String retention) {
    return new WantedTopic(name, partitions, (short) 1, Map.of("retention.ms", retention));
  }
}
