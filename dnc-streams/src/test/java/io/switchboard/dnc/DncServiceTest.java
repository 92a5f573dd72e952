package io.switchboard.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On a real broker, stopped and killed in the middle of its work. */
@Execution(ExecutionMode.CONCURRENT)
final class DncServiceTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final TestCluster cluster = TestCluster.start();
  private final KafkaSettings kafka = cluster.kafka();
  @TempDir Path directory;

  @BeforeEach
  void createTopics() {
    // what the service reads and writes
    cluster.createTopicsOf(
        1, name -> name.matches(".*dnc[-.].*|dispositions.classified|ivr.outcomes"));
  }

  @AfterEach
  void close() {
    cluster.close();
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
      awaitDecisions(500);
    }
    try (var _ = DncService.start(new Environment(variables(directory)))) {
      send(500, 50, new Random(2), expected);
      awaitDecisions(1_000);
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
        awaitDecisions(reached + 1);
        process.kill();
        process = fork();
      }
      awaitDecisions(events);
    } finally {
      process.kill();
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
      assertThat(DecisionChain.fault(previous, decision)).isEmpty();
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
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic, null, number, body.getBytes(StandardCharsets.UTF_8), headers.toKafka()));
        expected.merge(number, new Expected(at, optOut, id), Expected::or);
      }
    }
  }

  private void awaitDecisions(int count) {
    assertThat(cluster.await(kafka.topics().dncDecisions(), count, TIMEOUT))
        .hasSizeGreaterThanOrEqualTo(count);
  }

  private List<DncDecision> decisions() {
    return read(kafka.topics().dncDecisions());
  }

  private <V> List<V> read(Topic<String, V> topic) {
    return cluster.read(topic).stream().map(ConsumerRecord::value).toList();
  }

  private ChildProcess fork() {
    return ProcessSpec.java(Main.class, ProcessSpec.SHORT_LIVED)
        .environment(variables(directory))
        .logTo(directory.resolve("service.log"))
        .start();
  }

  private Map<String, String> variables(Path state) {
    return cluster.variables("STATE_DIR", state.toString());
  }
}
