package io.switchboard.contract.topic;

import io.switchboard.contract.topic.TopicCatalog.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The steps that make a cluster match the catalog. Applying never deletes, never shrinks, and
 * refuses to change the partitions of a topic that exists: key → partition order would break.
 */
public record TopicPlan(List<Step> steps) {
  private static final int TIMEOUT_SECONDS = 30;

  /** One step. */
  public sealed interface Step {
    /** The topic is missing and gets created. */
    record Create(Wanted topic) implements Step {}

    /** The topic exists and some of its settings differ. */
    record Configure(String topic, Map<String, String> changes) implements Step {}

    /** The topic exists with another number of partitions: nothing that apply would mend. */
    record Refuse(String topic, int partitions, int wanted) implements Step {}

    /** The topic is as it should be. */
    record Keep(String topic) implements Step {}
  }

  /** Whether apply would be refused. */
  public boolean refused() {
    return steps.stream().anyMatch(Step.Refuse.class::isInstance);
  }

  /** Whether the cluster already matches. */
  public boolean isDone() {
    return steps.stream().allMatch(Step.Keep.class::isInstance);
  }

  /** Compares a cluster with what is wanted. */
  public static TopicPlan make(Admin admin, Collection<Wanted> wanted) {
    Set<String> present = get(admin.listTopics().names());
    var existing = wanted.stream().map(Wanted::name).filter(present::contains).toList();
    Map<String, TopicDescription> descriptions =
        get(admin.describeTopics(existing).allTopicNames());
    Map<ConfigResource, Config> configs =
        get(admin.describeConfigs(existing.stream().map(TopicPlan::resource).toList()).all());
    var steps = new ArrayList<Step>();
    for (var topic : wanted) {
      var description = descriptions.get(topic.name());
      if (description == null) {
        steps.add(new Step.Create(topic));
      } else {
        steps.add(
            step(
                topic,
                description.partitions().size(),
                Objects.requireNonNull(configs.get(resource(topic.name())))));
      }
    }
    return new TopicPlan(List.copyOf(steps));
  }

  private static Step step(Wanted wanted, int partitions, Config current) {
    if (partitions != wanted.partitions()) {
      return new Step.Refuse(wanted.name(), partitions, wanted.partitions());
    }
    var changes = new TreeMap<String, String>();
    wanted
        .config()
        .forEach(
            (name, value) -> {
              var entry = current.get(name);
              if (entry == null || !value.equals(entry.value())) {
                changes.put(name, value);
              }
            });
    return changes.isEmpty()
        ? new Step.Keep(wanted.name())
        : new Step.Configure(wanted.name(), changes);
  }

  /** Does what the plan says; throws IllegalStateException when it holds a refusal. */
  public void apply(Admin admin) {
    if (refused()) {
      throw new IllegalStateException(
          steps.stream()
              .filter(Step.Refuse.class::isInstance)
              .map(Step.Refuse.class::cast)
              .map(
                  step ->
                      step.topic()
                          + " has "
                          + step.partitions()
                          + " partitions, topics.yaml wants "
                          + step.wanted())
              .collect(Collectors.joining("; ")));
    }
    var created = new ArrayList<String>();
    for (var step : steps) {
      switch (step) {
        case Step.Create(var topic) -> {
          create(admin, topic);
          created.add(topic.name());
        }
        case Step.Configure(var topic, var changes) -> configure(admin, topic, changes);
        case Step.Refuse _, Step.Keep _ -> {}
      }
    }
    awaitKnown(admin, created);
  }

  /** The controller answers before the brokers know a new topic; who starts next would miss it. */
  private static void awaitKnown(Admin admin, List<String> created) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!get(admin.listTopics().names()).containsAll(created)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the brokers do not know the new topics after " + TIMEOUT_SECONDS + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void create(Admin admin, Wanted topic) {
    try {
      get(
          admin
              .createTopics(
                  List.of(
                      new NewTopic(topic.name(), topic.partitions(), topic.replication())
                          .configs(topic.config())))
              .all());
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another apply was faster
        throw e;
      }
    }
  }

  private static void configure(Admin admin, String topic, Map<String, String> changes) {
    var operations =
        changes.entrySet().stream()
            .map(
                change ->
                    new AlterConfigOp(
                        new ConfigEntry(change.getKey(), change.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    get(admin.incrementalAlterConfigs(Map.of(resource(topic), operations)).all());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("the cluster refused: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the cluster did not answer within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster was asked", e);
    }
  }
}
