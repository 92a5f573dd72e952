package io.switchboard.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.streams.StreamsOptions;
import io.switchboard.streams.StreamsService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decisions and their chain are a function of dnc.events alone. */
final class DncReplayTest {
  private static final long SEED = 20_261_125;
  private static final int EVENTS = 3_000;
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  @TempDir Path directory;

  @Test
  void shouldDecideTheSameToTheByteWhenTheLogIsReadAgain() {
    List<TestRecord<String, String>> log;
    List<TestRecord<String, String>> decisions;
    List<TestRecord<String, String>> registry;
    try (var driver = driver("first", "US")) {
      webhooks(driver);
      log = read(driver, TOPICS.dncEvents());
      decisions = read(driver, TOPICS.dncDecisions());
      registry = read(driver, TOPICS.dncRegistry());
    }

    // another region, and so another reading of numbers: the log has been normalised already
    try (var driver = driver("second", "GB")) {
      driver
          .createInputTopic(
              TOPICS.dncEvents().name(), new StringSerializer(), new StringSerializer())
          .pipeRecordList(log);

      assertThat(read(driver, TOPICS.dncDecisions())).isEqualTo(decisions);
      assertThat(read(driver, TOPICS.dncRegistry())).isEqualTo(registry);
    }
    assertThat(log).hasSizeGreaterThan(EVENTS * 3 / 4);
    assertThat(decisions).hasSameSizeAs(log);
    assertThat(Stream.of("applied", "stale", "duplicate", "clamped", "quarantined"))
        .allMatch(kind -> decisions.stream().anyMatch(record -> record.value().contains(kind)));
  }

  private static void webhooks(TopologyTestDriver driver) {
    var random = new Random(SEED);
    var topic =
        driver.createInputTopic(
            TOPICS.dncWebhookEvents().name(), new StringSerializer(), new ByteArraySerializer());
    for (var i = 0; i < EVENTS; i++) {
      var received = START.plusSeconds(i);
      var number = List.of("415555%04d", "+65622345%02d", "0%d12").get(random.nextInt(3));
      var written = number.formatted(random.nextInt(90));
      var name = random.nextInt(3) == 0 ? "optIn" : "optOut";
      var at = received.plusSeconds(random.nextInt(1_200) - 600L);
      var id = EventId.ofDncWebhook(written, name, at, received);
      var body =
          "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
              .formatted(written, name, at);
      if (name.equals("optIn") && written.startsWith("0")) {
        continue; // unreadable: a dead letter
      }
      var headers =
          new EventHeaders(
              id, "t", "/s", null, at, received, "00-" + id + "-" + id.substring(16) + "-01");
      var record =
          new TestRecord<>(
              written, body.getBytes(StandardCharsets.UTF_8), headers.toKafka(), received);
      topic.pipeInput(record);
      if (random.nextInt(10) == 0) {
        topic.pipeInput(record);
      }
    }
  }

  private static List<TestRecord<String, String>> read(
      TopologyTestDriver driver, Topic<String, ?> topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new StringDeserializer())
        .readRecordsToList();
  }

  private TopologyTestDriver driver(String state, String region) {
    var kafka = new KafkaSettings(Map.of("bootstrap.servers", "none:9092"), TopicPrefix.NONE);
    var topology =
        DncTopology.build(
            TOPICS, new Normaliser(region), new DncMetrics(new SimpleMeterRegistry()));
    return new TopologyTestDriver(
        topology,
        StreamsService.properties(
            DncService.NAME, kafka, StreamsOptions.in(directory.resolve(state))));
  }
}
