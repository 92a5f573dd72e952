package io.switchboard.e2e.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.disposition.DispositionService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

@Tag("docker")
final class BrokerImageTest {
  private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  @BeforeAll
  static void start() {
    KAFKA.start();
    try (var admin = Admin.create(client())) {
      plan(admin).apply(admin);
    }
  }

  @AfterAll
  static void stop() {
    KAFKA.stop();
  }

  @Test
  void shouldFindNothingToDoOnAClusterThatMatches() {
    try (var admin = Admin.create(client())) {
      assertThat(plan(admin).isDone()).isTrue();
    }
  }

  @Test
  void shouldClassifyExactlyOnceOnTheImagesBroker(@TempDir Path state) throws Exception {
    var environment =
        new Environment(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", KAFKA.getBootstrapServers(),
                "STATE_DIR", state.toString(),
                "MANAGEMENT_PORT", "0"));
    try (var service = DispositionService.start(environment);
        var producer =
            new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
        var consumer =
            new KafkaConsumer<>(
                committed(), new StringDeserializer(), new ByteArrayDeserializer())) {
      await().until(() -> service.health().ready());
      producer
          .send(
              new ProducerRecord<>(
                  TOPICS.callResults().name(),
                  "42",
                  "{\"contactId\":\"42\",\"dispositionCode\":1001}"
                      .getBytes(StandardCharsets.UTF_8)))
          .get();
      consumer.subscribe(List.of(TOPICS.dispositionsCritical().name()));

      var keys = new ArrayList<String>();
      await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> keys.add(found.key()));
                return !keys.isEmpty();
              });
      assertThat(keys).containsExactly("42");
    }
  }

  private static TopicPlan plan(Admin admin) {
    return TopicPlan.make(admin, TopicCatalog.shipped().wanted("embedded", TopicPrefix.NONE));
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", KAFKA.getBootstrapServers());
  }

  private static Map<String, Object> committed() {
    return Map.of(
        "bootstrap.servers", KAFKA.getBootstrapServers(),
        "group.id", "test",
        "isolation.level", "read_committed",
        "auto.offset.reset", "earliest");
  }
}
