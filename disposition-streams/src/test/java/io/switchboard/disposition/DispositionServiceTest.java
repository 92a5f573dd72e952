package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import io.switchboard.streams.TopologyService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The service on a real broker. */
@Execution(ExecutionMode.CONCURRENT)
class DispositionServiceTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private final DispositionPipeline pipeline = new DispositionPipeline();
  @TempDir private Path state;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldClassifyRouteAndPutAsideWhatIsNoCallResult() throws Exception {
    try (var service = start()) {
      pipeline.sendRaw("broken", "{not json");
      pipeline.send("c1", "1001", AT);
      pipeline.send("c2", "777", AT);

      var critical = pipeline.read(topics().dispositionsCritical().name(), 1, TIMEOUT);
      assertThat(critical.getFirst().key()).isEqualTo("c1");
      assertThat(critical.getFirst().value())
          .contains("[2026-11-20T10:00:00Z] Disposition 1001 mapped to do_not_call");
      assertThat(pipeline.read(topics().dispositionsLow().name(), 1, TIMEOUT))
          .singleElement()
          .returns("c2", record -> record.key());
      var deadLetter =
          pipeline
              .read(topics().deadLetters(DispositionService.NAME).name(), 1, TIMEOUT)
              .getFirst();
      assertThat(deadLetter.value()).isEqualTo("{not json");
      assertThat(EventHeaders.text(deadLetter.headers(), DeadLetterHeaders.ERROR_CLASS))
          .contains("UnusableCallResult");
      assertThat(metrics(service)).contains("dispositions_unclassified_total{code=\"777\"");
    }
  }

  @Test
  void shouldRememberAcrossARestart() {
    try (var _ = start()) {
      pipeline.send("c1", "2001", AT);
      pipeline.flush();
      assertThat(pipeline.read(topics().dispositionsMedium().name(), 1, TIMEOUT)).hasSize(1);
    }
    try (var _ = start()) {
      pipeline.send("c1", "2001", AT); // the same event again
      pipeline.send("c1", "1001", AT.plusSeconds(1));
      pipeline.flush();

      var critical = pipeline.read(topics().dispositionsCritical().name(), 1, TIMEOUT);
      assertThat(critical.getFirst().value()).contains("\"revision\":2", "\"supersedes\":");
    }
    assertThat(pipeline.readToEnd(topics().dispositionsClassified().name())).hasSize(2);
  }

  @Test
  void shouldRebuildItsMemoryWhenItsDirectoryIsLost(@TempDir Path elsewhere) {
    try (var _ = start()) {
      pipeline.send("c1", "2001", AT);
      pipeline.flush();
      assertThat(pipeline.read(topics().dispositionsMedium().name(), 1, TIMEOUT)).hasSize(1);
    }
    try (var _ = DispositionService.start(new Environment(pipeline.variables(elsewhere)))) {
      pipeline.send("c1", "1001", AT.plusSeconds(1));
      pipeline.flush();

      var critical = pipeline.read(topics().dispositionsCritical().name(), 1, TIMEOUT);
      assertThat(critical.getFirst().value()).contains("\"revision\":2");
    }
  }

  @Test
  void shouldRefuseToStartWithRulesThatCannotBeUsed(@TempDir Path directory) throws Exception {
    var file = directory.resolve("dispositions.yaml");
    Files.writeString(file, "rules:\n  - id: out\n    codes: []\n");
    var variables = pipeline.variables(state);
    variables.put("DISPOSITIONS_FILE", file.toString());
    variables.put("MANAGEMENT_PORT", "many");

    assertThatThrownBy(() -> DispositionService.start(new Environment(variables)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("DISPOSITIONS_FILE", "line 2", "category", "MANAGEMENT_PORT");
  }

  private TopologyService start() {
    var service = DispositionService.start(new Environment(pipeline.variables(state)));
    await().until(() -> service.health().ready());
    return service;
  }

  private io.switchboard.contract.topic.Topics topics() {
    return pipeline.kafka().topics();
  }

  private static String metrics(TopologyService service) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var url = URI.create("http://127.0.0.1:" + service.managementPort() + "/metrics");
      return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void shouldNameEveryMissingSetting() {
    assertThatThrownBy(() -> DispositionService.start(new Environment(Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
  }
}
