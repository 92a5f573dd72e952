package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.topic.Topic;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of the work: nothing missing, nothing twice for committed readers. */
class KilledDispositionsTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private final DispositionPipeline pipeline = new DispositionPipeline();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  @Tag("long")
  void shouldSurviveTenKillsInFiftyThousandEvents() throws Exception {
    survive(10, RandomResults.log(12, 50_000, 5_000));
  }

  private void survive(int kills, List<RandomResults.Sent> log) throws Exception {
    var classified = pipeline.kafka().topics().dispositionsClassified().name();
    var share = log.size() / (kills + 1);
    for (var kill = 1; kill <= kills; kill++) {
      send(log.subList((kill - 1) * share, kill * share));
      var enough = (long) ((kill - 0.5) * share * 0.8);
      try (var service = start()) {
        await()
            .atMost(TIMEOUT)
            .until(() -> !service.isAlive() || pipeline.committed(classified) >= enough);
        assertThat(service.isAlive()).isTrue();
      }
    }
    send(log.subList(kills * share, log.size()));
    var expected = RandomResults.expected(RulesFile.shipped(), log);
    var count = expected.values().stream().mapToInt(List::size).sum();
    try (var service = start()) {
      var topic = pipeline.kafka().topics().dispositionsClassified();
      var records = pipeline.read(classified, count, TIMEOUT);
      assertThat(service.stop()).isEqualTo(143);
      assertThat(lines(topic, records)).isEqualTo(expected);
    }
    assertThat(routed()).isEqualTo(withoutStale(expected));
    var deadLetters = pipeline.kafka().topics().deadLetters(DispositionService.NAME).name();
    assertThat(pipeline.readToEnd(deadLetters)).isEmpty();
  }

  private ChildProcess start() {
    var variables = pipeline.variables(directory.resolve("state"));
    // the group knows the next process for the one that was killed, and does not wait for its
    // return
    variables.put("KAFKA_GROUP_INSTANCE_ID", "the-only-one");
    return ProcessSpec.java(Main.class, ProcessSpec.SHORT_LIVED)
        .environment(variables)
        .logTo(Path.of("target", "kill-test.log"))
        .start();
  }

  private void send(List<RandomResults.Sent> results) {
    results.forEach(result -> pipeline.send(result.contactId(), result.code(), result.at()));
    pipeline.flush();
  }

  /** The severity topics together, by contact; order holds within a severity only. */
  private Map<String, List<String>> routed() {
    var topics = pipeline.kafka().topics();
    var all = new HashMap<String, List<String>>();
    for (var severity : Severity.values()) {
      var topic =
          switch (severity) {
            case CRITICAL -> topics.dispositionsCritical();
            case MEDIUM -> topics.dispositionsMedium();
            case LOW -> topics.dispositionsLow();
          };
      lines(topic, pipeline.readToEnd(topic.name()))
          .forEach(
              (contact, lines) ->
                  all.computeIfAbsent(contact, _ -> new ArrayList<>()).addAll(lines));
    }
    all.values().forEach(lines -> lines.sort(null));
    return all;
  }

  private static Map<String, List<String>> withoutStale(Map<String, List<String>> expected) {
    var counting = new HashMap<String, List<String>>();
    expected.forEach(
        (contact, lines) ->
            counting.put(
                contact,
                lines.stream().filter(line -> line.contains(" counts ")).sorted().toList()));
    return counting;
  }

  private static Map<String, List<String>> lines(
      Topic<String, ClassifiedDisposition> topic, List<ConsumerRecord<String, String>> records) {
    var lines = new HashMap<String, List<String>>();
    try (var reader = topic.values().deserializer()) {
      for (var record : records) {
        var value =
            reader.deserialize(topic.name(), record.value().getBytes(StandardCharsets.UTF_8));
        lines.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(RandomResults.line(value));
      }
    }
    return lines;
  }
}
