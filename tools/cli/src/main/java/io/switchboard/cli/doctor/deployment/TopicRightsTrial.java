package io.switchboard.cli.doctor.deployment;

import io.switchboard.cli.doctor.rules.kafka.TopicRights;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Tries what the login of this deployment may do with the topics. */
record TopicRightsTrial(KafkaSettings kafka, Admin admin) {
  private static final int TIMEOUT_MS = 4_000;
  private static final Duration FETCH = Duration.ofMillis(700);

  TopicRights of(Collection<String> topics, boolean write) throws Exception {
    return new TopicRights(
        unreadable(topics), unwritable(topics), write ? transaction() : "", write);
  }

  private List<String> unreadable(Collection<String> topics) {
    var refused = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("default.api.timeout.ms", TIMEOUT_MS)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions = topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      consumer.poll(FETCH);
    } catch (TopicAuthorizationException e) {
      e.unauthorizedTopics().stream().sorted().forEach(refused::add);
    }
    return refused;
  }

  /** The brokers tell what they allow; without an authorizer they allow everything. */
  private List<String> unwritable(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    return admin.describeTopics(topics, options).allTopicNames().get().values().stream()
        .filter(
            topic ->
                Optional.ofNullable(topic.authorizedOperations())
                    .filter(allowed -> !allowed.contains(AclOperation.WRITE))
                    .filter(allowed -> !allowed.contains(AclOperation.ALL))
                    .isPresent())
        .map(topic -> topic.name())
        .sorted()
        .toList();
  }

  /** Commits one record to a topic that is deleted again; returns why it failed. */
  private String transaction() throws InterruptedException {
    var name = kafka.prefix().applyTo("doctor-" + UUID.randomUUID());
    try {
      admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()))).all().get();
    } catch (ExecutionException e) {
      return "cannot create a topic for it, " + reason(e.getCause());
    }
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of("transactional.id", name, "max.block.ms", TIMEOUT_MS, "acks", "all")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(name, new byte[0]));
      producer.commitTransaction();
      return "";
    } catch (KafkaException e) {
      return reason(e);
    } finally {
      var _ = admin.deleteTopics(List.of(name));
    }
  }

  private static String reason(@Nullable Throwable failure) {
    return failure == null ? "no reason given" : failure.getClass().getSimpleName();
  }
}
