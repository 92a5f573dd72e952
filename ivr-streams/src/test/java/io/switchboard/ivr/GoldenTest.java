package io.switchboard.ivr;

import static io.switchboard.ivr.CallScript.bridge;
import static io.switchboard.ivr.CallScript.menu;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.ticks.Ticks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others read off the topics stays as it is: change a golden file only with a reason, by a run
 * with {@code -Dgolden.write=true}.
 */
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  @TempDir Path state;

  @Test
  void shouldKeepTheTopology() throws IOException {
    var topology = IvrTopology.build(IvrDriver.TOPICS, Ticks.none(), new SimpleMeterRegistry());

    assertGolden("topology.txt", topology.describe().toString());
  }

  @Test
  void shouldKeepTheEventsThatItReads() throws IOException {
    var at = IvrDriver.START;
    Map<String, CallEvent> events = new LinkedHashMap<>();
    events.put("digit", bridge("c1", "1", at));
    events.put("menu_request", menu("c1", "1", 7));
    events.put("fallback", new CallEvent.Fallback("c1", "r1", "+14155550100", Tier.GOLD, 9));
    events.put("call_end", new CallEvent.CallEnd("c1", at, TimeSource.EVENT));
    events.put("tick", new CallEvent.Tick(at));
    events.put(
        "activation",
        new CallEvent.Activation("hash", Json.mapper().createObjectNode().put("version", 1), at));
    var text = new StringBuilder();
    for (var event : events.entrySet()) {
      text.append(event.getKey()).append(' ');
      text.append(json(IvrDriver.TOPICS.dtmf(), event.getValue())).append('\n');
    }

    assertGolden("call-events.txt", text.toString());
  }

  @Test
  void shouldKeepDecisionsAndOutcomes() throws IOException {
    var text = new StringBuilder();
    try (var ivr = new IvrDriver(state)) {
      ivr.send(menu("m1", ""), "a").later(Duration.ofSeconds(3));
      ivr.send(bridge("m1", "1", ivr.now()), "b").send(menu("m1", "1"), "c");
      ivr.send(menu("m1", "0"), "d").later(Duration.ofSeconds(1));
      ivr.send(bridge("w1", "9", ivr.now()), "e").later(Duration.ofSeconds(11)).tick();
      for (var record : ivr.decisionRecords()) {
        text.append(record.key()).append(' ').append(headers(record.headers())).append("\n  ");
        text.append(json(IvrDriver.TOPICS.ivrDecisions(), record.value())).append('\n');
      }
      for (var record : ivr.outcomeRecords()) {
        text.append(record.key()).append(' ').append(headers(record.headers())).append("\n  ");
        text.append(json(IvrDriver.TOPICS.ivrOutcomes(), record.value())).append('\n');
      }
    }

    assertGolden("decisions-and-outcomes.txt", text.toString());
  }

  @Test
  void shouldKeepThePublishedShippedDefinition() throws IOException {
    var published = DefinitionFile.shipped().published(IvrDriver.START);

    assertGolden(
        "published-definition.txt", json(IvrDriver.TOPICS.ivrDefinitions(), published) + "\n");
  }

  private static <V> String json(Topic<String, V> topic, V value) {
    return new String(
        topic.values().serializer().serialize(topic.name(), value), StandardCharsets.UTF_8);
  }

  private static String headers(Headers headers) {
    var text = new StringBuilder();
    for (var header : headers) {
      text.append(header.key()).append('=');
      text.append(new String(header.value(), StandardCharsets.UTF_8)).append(' ');
    }
    return text.toString().strip();
  }

  private static void assertGolden(String name, String actual) throws IOException {
    var file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, actual);
    }
    assertThat(List.of(actual.split("\n", -1)))
        .isEqualTo(List.of(Files.readString(file).split("\n", -1)));
  }
}
