package io.switchboard.contract.topic;

import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPlan.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Applies the changes of a {@link TopicPlan} to a cluster. */
record TopicChanges(Admin admin) {
  private static final Duration COPY_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  /** Returns when all changes are made and the brokers know the new topics. */
  void make(List<PlanStep> steps) {
    var created = new ArrayList<WantedTopic>();
    var configured = new ArrayList<PlanStep.Configure>();
    for (var step : steps) {
      switch (step) {
        case PlanStep.Create(var topic) -> created.add(topic);
        case PlanStep.Replicate(var topic, _, _, var assignment) -> replicate(topic, assignment);
        case PlanStep.Configure configure -> configured.add(configure);
        case PlanStep.Refuse _, PlanStep.Keep _ -> {}
      }
    }
    create(created);
    awaitKnown(created.stream().map(WantedTopic::name).toList());
    awaitCopied(steps);
    configured.forEach(step -> configure(step.topic(), step.changes()));
  }

  /**
   * Waits for the new replicas: with fewer replicas than the required in-sync ones, the brokers
   * would refuse writes.
   */
  private void awaitCopied(List<PlanStep> steps) {
    var topics =
        steps.stream()
            .filter(PlanStep.Replicate.class::isInstance)
            .map(step -> ((PlanStep.Replicate) step).topic())
            .collect(Collectors.toSet());
    await(
        COPY_TIMEOUT,
        "the brokers still copy replicas; apply again when they are done",
        () ->
            topics.isEmpty()
                || AdminAnswers.get(admin.listPartitionReassignments().reassignments())
                    .keySet()
                    .stream()
                    .noneMatch(partition -> topics.contains(partition.topic())));
  }

  /**
   * Waits until the brokers know a new topic: the controller answers earlier, and a client could
   * miss it.
   */
  private void awaitKnown(List<String> created) {
    await(
        Duration.ofSeconds(AdminAnswers.TIMEOUT_SECONDS),
        "the brokers do not know the new topics yet; apply again",
        () -> AdminAnswers.get(admin.listTopics().names()).containsAll(created));
  }

  private static void await(Duration timeout, String otherwise, BooleanSupplier condition) {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(otherwise);
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  /** In one request: the brokers then take over all topics at once. */
  private void create(List<WantedTopic> topics) {
    var wanted =
        topics.stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), topic.replication())
                        .configs(topic.config()))
            .toList();
    for (var created : admin.createTopics(wanted).values().values()) {
      try {
        AdminAnswers.get(created);
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof TopicExistsException)) { // a concurrent apply was faster
          throw e;
        }
      }
    }
  }

  private void replicate(String topic, List<List<Integer>> assignment) {
    var reassignments = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
    for (var partition = 0; partition < assignment.size(); partition++) {
      reassignments.put(
          new TopicPartition(topic, partition),
          Optional.of(new NewPartitionReassignment(assignment.get(partition))));
    }
    AdminAnswers.get(admin.alterPartitionReassignments(reassignments).all());
  }

  private void configure(String topic, Map<String, String> changes) {
    var operations =
        changes.entrySet().stream()
            .map(
                change ->
                    new AlterConfigOp(
                        new ConfigEntry(change.getKey(), change.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AdminAnswers.get(admin.incrementalAlterConfigs(Map.of(resource, operations)).all());
  }
}
