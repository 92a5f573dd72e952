package io.switchboard.dnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.DncDecision;
import io.switchboard.contract.event.DncRegistration;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.dnc.registry.Chain;
import io.switchboard.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As a process of its own on a real broker, killed in the middle of its work. */
final class DncServiceTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final String prefix = "d" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final KafkaSettings kafka =
      KafkaSettings.read(new Environment(variables(Path.of("none"))));

  @TempDir Path directory;

  @BeforeEach
  void createTopics() {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      TopicPlan.make(admin, TopicCatalog.shipped().wanted("embedded", kafka.prefix())).apply(admin);
    }
  }

  @Test
  void shouldDecideEveryEventOnceThroughTwoKills() throws Exception {
    proveKills(3_000, 300, 2);
  }

  @Test
  @Tag("long")
  void shouldDecideEveryEventOnceThroughTenKills() throws Exception {
    proveKills(50_000, 5_000, 10);
  }

  @Test
  void shouldGoOnAfterARestartWhereItEnded() throws Exception {
    var expected = new HashMap<String, Expected>();
    try (var service = DncService.start(new Environment(variables(directory)))) {
      send(500, 50, new Random(1), expected);
      assertThat(service.name()).isEqualTo("dnc-streams");
      await().atMost(Duration.ofSeconds(120)).until(() -> decisions().size() >= 500);
    }
    try (var _ = DncService.start(new Environment(variables(directory)))) {
      send(500, 50, new Random(2), expected);
      await().atMost(Duration.ofSeconds(120)).until(() -> decisions().size() >= 1_000);
    }
    assertWhole(1_000, expected);
  }

  private void proveKills(int events, int numbers, int kills) throws Exception {
    var expected = new HashMap<String, Expected>();
    var random = new Random(20_261_120);
    var process = fork();
    try {
      for (var kill = 0; kill < kills; kill++) {
        send(events / kills, numbers, random, expected);
        var reached = events / kills * kill + random.nextInt(events / kills);
        await().atMost(Duration.ofMinutes(5)).until(() -> decisions().size() > reached);
        process.destroyForcibly().waitFor();
        process = fork();
      }
      await()
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> decisions().size() >= events);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertWhole(events, expected);
  }

  private void assertWhole(int events, Map<String, Expected> expected) {
    var decisions = decisions();
    assertThat(decisions).hasSize(events);
    var ids = new HashSet<String>();
    var last = new HashMap<String, DncDecision>();
    for (var decision : decisions) {
      assertThat(ids.add(decision.decisionId())).isTrue();
      var previous = last.put(decision.phoneNumber(), decision);
      assertThat(Chain.fault(previous, decision)).isEmpty();
    }
    var registry = new HashMap<String, DncRegistration>();
    read(kafka.topics().dncRegistry()).forEach(row -> registry.put(row.phoneNumber(), row));
    assertThat(registry.keySet()).isEqualTo(expected.keySet());
    registry.forEach(
        (number, row) -> {
          var best = expected.get(number);
          assertThat(best).isNotNull();
          assertThat(new Expected(row.eventTime(), row.doNotCall(), row.eventId())).isEqualTo(best);
          var head = last.get(number);
          assertThat(head).isNotNull();
          assertThat(row.chainLength()).isEqualTo(head == null ? 0 : head.chainLength());
          assertThat(row.chainHead()).isEqualTo(head == null ? "" : head.hash());
        });
  }

  /** The greatest event of a number so far, by the order on events. */
  private record Expected(Instant at, boolean optOut, String id) {
    Expected or(Expected other) {
      var time = at.compareTo(other.at);
      var order =
          time != 0
              ? time
              : optOut != other.optOut
                  ? Boolean.compare(optOut, other.optOut)
                  : id.compareTo(other.id);
      return order >= 0 ? this : other;
    }
  }

  private void send(int events, int numbers, Random random, Map<String, Expected> expected) {
    var topic = kafka.topics().dncWebhookEvents().name();
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", "5")),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (var i = 0; i < events; i++) {
        var number = "+1415555%04d".formatted(2_000 + random.nextInt(numbers));
        var at = START.plusSeconds(random.nextInt(600));
        var optOut = random.nextBoolean();
        var name = optOut ? "optOut" : "optIn";
        var received = START.plusSeconds(3_600);
        var id = EventId.ofDncWebhook(number, name, at, received);
        var body =
            "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
                .formatted(number, name, at);
        var headers =
            new EventHeaders(
                id,
                "com.nice.cxone.dnc-event",
                "/switchboard/ingress",
                null,
                at,
                received,
                EventHeaders.newTraceparent());
        producer.send(
            new ProducerRecord<>(
                topic, null, number, body.getBytes(StandardCharsets.UTF_8), headers.toKafka()));
        expected.merge(number, new Expected(at, optOut, id), Expected::or);
      }
    }
  }

  private List<DncDecision> decisions() {
    return read(kafka.topics().dncDecisions());
  }

  private <V> List<V> read(Topic<String, V> topic) {
    var all = new ArrayList<V>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(
                Map.of("isolation.level", "read_committed", "max.poll.records", 10_000)),
            topic.keys().deserializer(),
            topic.values().deserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> all.add(record.value()));
      }
    }
    return all;
  }

  private Process fork() throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("service.log").toFile());
    builder.environment().putAll(variables(directory));
    return builder.start();
  }

  private Map<String, String> variables(Path state) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        EmbeddedBroker.shared().bootstrapServers(),
        "TOPIC_PREFIX",
        prefix,
        "STATE_DIR",
        state.toString(),
        "MANAGEMENT_PORT",
        "0");
  }
}
