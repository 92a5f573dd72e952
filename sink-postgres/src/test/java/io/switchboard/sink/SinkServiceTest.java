package io.switchboard.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import io.switchboard.sink.postgres.SinkRig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class SinkServiceTest {
  private final int port = FreePorts.next();

  @Test
  void shouldMigrateThenBeReadyAndShowTheLagHistogram() throws Exception {
    try (var rig = SinkRig.start();
        var service = SinkService.start(new Environment(rig.variables(port)))) {
      await().until(() -> status("/readyz") == 200 && service.health().ready());

      assertThat(body("/metrics")).contains("cxone_sync_lag_seconds_bucket{");
      assertThat(rig.count("select count(*) from schema_versions")).isPositive();
    }
  }

  @Test
  void shouldWaitForADatabaseThatIsNotThereYet() throws Exception {
    try (var rig = SinkRig.start()) {
      var variables = new HashMap<>(rig.variables(port));
      variables.put("DATABASE_URL", "postgres://a:b@127.0.0.1:" + FreePorts.next() + "/nothing");
      try (var service = SinkService.start(new Environment(variables))) {
        await().until(() -> body("/health").contains("waits for PostgreSQL: SQLSTATE 08001"));

        assertThat(service.health().alive()).isTrue();
        assertThat(status("/readyz")).isEqualTo(503);
      }
    }
  }

  @Test
  void shouldSayInItsHealthWhyTheDriverMakesNoConnection() throws Exception {
    try (var rig = SinkRig.start()) {
      var variables = new HashMap<>(rig.variables(port));
      variables.put("DATABASE_URL", rig.variables(port).get("DATABASE_URL") + "?sslmode=require");
      try (var _ = SinkService.start(new Environment(variables))) {
        await().until(() -> body("/health").contains("waits for PostgreSQL: SQLSTATE 08004"));

        assertThat(body("/health")).contains("correct sslmode");
      }
    }
  }

  @Test
  void shouldWaitForADatabaseThatIsNotWritableYet() throws Exception {
    try (var rig = SinkRig.start()) {
      rig.execute("drop schema public cascade; create schema public");
      rig.standby(true);
      try (var service = SinkService.start(new Environment(rig.variables(port)))) {
        await().until(() -> body("/health").contains("waits for PostgreSQL: SQLSTATE 25006"));
        assertThat(service.health().alive()).isTrue();

        rig.standby(false);

        await().until(() -> service.health().ready());
      }
    }
  }

  @Test
  void shouldFailWithAClearErrorWhenTheMappingDoesNotFit(@TempDir Path directory) throws Exception {
    var file =
        Files.writeString(
            directory.resolve("sink.yaml"),
            """
            version: 1
            tables:
              - table: contact_records
                topic: cxone.contact-events
                keep: current
                key: [id]
                newer: [updated_ts]
                columns:
                  id: {type: text, from: key}
                  updated_ts: {type: timestamptz, from: "field:timestamp", orReceived: true}
                  emial: {type: text, from: "field:email"}
                  extra: {type: text, from: "field:x"}
            """);
    try (var rig = SinkRig.start()) {
      var variables = new HashMap<>(rig.variables(port));
      variables.put("SINK_FILE", file.toString());
      try (var service = SinkService.start(new Environment(variables))) {
        await().until(() -> !service.health().alive());

        assertThat(service.health().snapshot().toString())
            .contains("table contact_records has no column emial, it has id, external_id")
            .contains(
                "column contact_records.extra is jsonb in the database and text in sink.yaml");
      }
    }
  }

  @Test
  void shouldNameEveryWrongSettingAtOnce() {
    var wrong =
        Map.of(
            "BATCH_SIZE", "0",
            "FLUSH_INTERVAL", "soon",
            "SINK_FILE", "/nowhere/sink.yaml",
            "MANAGEMENT_PORT", "no");

    assertThatThrownBy(() -> SinkService.start(new Environment(wrong)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS is not set")
        .hasMessageContaining("DATABASE_URL is not set")
        .hasMessageContaining("BATCH_SIZE must be from 1 to 50000")
        .hasMessageContaining("FLUSH_INTERVAL must be milliseconds, or like 250ms or 1s")
        .hasMessageContaining("SINK_FILE cannot be read")
        .hasMessageContaining("MANAGEMENT_PORT is not a number");
  }

  private int status(String path) throws Exception {
    return get(path).statusCode();
  }

  private String body(String path) throws Exception {
    return get(path).body();
  }

  private java.net.http.HttpResponse<String> get(String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }

  // both servers start once for all tests of the module
  static {
    EmbeddedBroker.shared();
    EmbeddedDatabase.shared();
  }
}
