package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.disposition.example.CriticalSubscriber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/dispositions.md do what they say there. */
class SubscriberExampleTest {
  private static final Path DOCUMENT = Path.of("../docs/dispositions.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/switchboard/disposition/example/CriticalSubscriber.java");
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private final DispositionPipeline pipeline = new DispositionPipeline();
  @TempDir private Path state;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldStandInTheDocumentAsItIsTested() throws Exception {
    var source = Files.readString(EXAMPLE);

    assertThat(Files.readString(DOCUMENT)).contains(source.substring(source.indexOf("import ")));
  }

  @Test
  void shouldHearOfCriticalResults() throws Exception {
    var variables = pipeline.variables(state);
    var topic = pipeline.kafka().topics().dispositionsCritical().name();
    var heard = new ArrayList<JsonNode>();
    try (var _ = DispositionService.start(new Environment(variables));
        var subscriber =
            new CriticalSubscriber(pipeline.bootstrapServers(), topic, topic + "-team")) {
      pipeline.send("c1", "1001", AT);
      pipeline.send("c2", "2001", AT);
      await()
          .until(
              () -> {
                subscriber.poll(heard::add);
                return !heard.isEmpty();
              });
    }

    assertThat(heard)
        .extracting(result -> result.path("auditEntry").asText())
        .containsExactly("[2026-11-20T10:00:00Z] Disposition 1001 mapped to do_not_call");
  }

  /** Needs kcat, which not every machine has. */
  @Test
  @Tag("long")
  void shouldBeReadableWithKcat() throws Exception {
    var topics = pipeline.kafka().topics();
    try (var _ = DispositionService.start(new Environment(pipeline.variables(state)))) {
      pipeline.send("c1", "1001", AT);
      assertThat(pipeline.read(topics.dispositionsCritical().name(), 1, Duration.ofSeconds(60)))
          .hasSize(1);
    }
    var command =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.startsWith("    kcat "))
            .findFirst()
            .orElseThrow()
            .strip()
            .replace("127.0.0.1:9092", pipeline.bootstrapServers())
            .replace("dispositions.critical", topics.dispositionsCritical().name());
    var process =
        new ProcessBuilder(List.of("sh", "-c", command)).redirectErrorStream(true).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output).startsWith("c1 {\"eventId\":").contains("mapped to do_not_call");
  }
}
