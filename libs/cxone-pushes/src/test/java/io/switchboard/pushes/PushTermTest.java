package io.switchboard.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthChecks;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.testkit.brokers.TopicRetention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an active pusher lives through without ending its term. */
@Execution(ExecutionMode.CONCURRENT)
class PushTermTest {
  private SimulatedTenant tenant;
  private PushRig rig;

  @BeforeEach
  void start() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0));
    rig = new PushRig().withTopics();
  }

  @AfterEach
  void stop() {
    rig.close();
    tenant.close();
  }

  @Test
  void shouldGoOnWithTheOtherTopicsWhenOneIsDeleted() throws Exception {
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks());
        var admin = Admin.create(rig.kafka.clientProperties(Map.of()))) {
      contact("k-1", "e1");
      await().until(() -> answered().contains("e1"));
      var deleted = rig.topics.ivrOutcomes().name();
      admin.deleteTopics(List.of(deleted)).all().get();
      await().until(() -> !assigned(admin).contains(deleted));

      contact("k-2", "e2");

      await().until(() -> answered().contains("e2"));
    }
  }

  @Test
  void shouldPutARecordAsideThatIsAsLargeAsRecordsGet() {
    var value = "[" + " ".repeat(1_048_400) + "]";
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks())) {
      rig.send(rig.topics.dispositionsClassified().name(), "k", value);
      rig.flush();

      await().until(() -> !deadLetters().isEmpty());

      assertThat(deadLetters())
          .singleElement()
          .matches(
              deadLetter -> new String(deadLetter.value(), StandardCharsets.UTF_8).equals(value));
    }
  }

  @Test
  void shouldCountRecordsThatWereDeletedBeforeTheyWerePushed() throws Exception {
    var topic = rig.topics.dispositionsClassified().name();
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks())) {
      contact("k-1", "e1");
      await().until(() -> answered().contains("e1"));
    }
    contact("k-1", "e2");
    try (var admin = Admin.create(rig.kafka.clientProperties(Map.of()))) {
      TopicRetention.deleteAll(admin, topic);
    }
    contact("k-1", "e3");

    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks())) {
      await().until(() -> answered().contains("e3"));
    }

    assertThat(deleted()).isOne();
  }

  @Test
  void shouldCountRecordsThatAreDeletedWhileItRuns() throws Exception {
    var topic = rig.topics.dispositionsClassified().name();
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks());
        var admin = Admin.create(rig.kafka.clientProperties(Map.of()));
        var transaction = transactional()) {
      contact("k-1", "e1");
      await().until(() -> answered().contains("e1"));
      transaction.beginTransaction(); // until it ends, the pusher stands before its records
      var _ = transaction.send(new ProducerRecord<>(topic, new byte[0], new byte[0]));
      transaction.flush();

      TopicRetention.deleteAll(admin, topic);

      await().untilAsserted(() -> assertThat(deleted()).isOne());
      transaction.abortTransaction();
      contact("k-1", "e2");
      await().until(() -> answered().contains("e2"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldPushAllOfATopicThatIsCreatedAgainAtOnce(int partitions) throws Exception {
    var topic = rig.topics.dispositionsClassified().name();
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks())) {
      for (var i = 0; i < 4; i++) {
        contact("k-1", "e" + i);
      }
      await().until(() -> answered().contains("e3"));
    }
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks());
        var admin = Admin.create(rig.kafka.clientProperties(Map.of()))) {
      contact("k-1", "e4");
      await().until(() -> answered().contains("e4"));
      admin.deleteTopics(List.of(topic)).all().get();
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
      var again = IntStream.range(0, 6).mapToObj(i -> "again-" + i).toList();
      sendUntilTheNewTopicHas(again, topic);

      await().atMost(Duration.ofSeconds(60)).until(() -> answered().containsAll(again));
    }
  }

  /** The broker takes records for the old topic, and loses them, until it has deleted it. */
  private void sendUntilTheNewTopicHas(List<String> ids, String topic) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var there = rig.records(topic).stream().map(PushTermTest::key).toList();
              var missing = ids.stream().filter(id -> !there.contains(id)).toList();
              missing.forEach(id -> contact(id, id));
              return missing.isEmpty() && !there.contains("k-1"); // else it is the old topic
            });
  }

  private double deleted() {
    return rig.meters.get("unread_records_deleted_total").counter().count();
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    var transactional =
        new KafkaProducer<>(
            rig.kafka.clientProperties(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "t")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    transactional.initTransactions();
    return transactional;
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private void contact(String contactId, String eventId) {
    rig.send(
        rig.topics.dispositionsClassified(),
        contactId,
        StreamRecords.result(contactId, eventId, "lead"));
    rig.flush();
  }

  private List<String> answered() {
    return rig.read(rig.topics.pushes()).stream().map(PushAnswer::eventId).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return rig.records(rig.topics.deadLetters("sink-postgres").name());
  }

  private List<String> assigned(Admin admin) throws Exception {
    var group = rig.kafka.prefix().applyTo("sink-postgres-cxone");
    return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
        .flatMap(description -> description.members().stream())
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .map(TopicPartition::topic)
        .distinct()
        .toList();
  }
}
