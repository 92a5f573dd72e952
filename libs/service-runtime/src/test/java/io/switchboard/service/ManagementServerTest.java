package io.switchboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes and figures on the management port. */
class ManagementServerTest {
  private final HealthChecks health = new HealthChecks();
  private final HealthPages pages = new HealthPages("test", health, Metrics.registry("test"));
  private final ManagementServer server = ManagementServer.start("127.0.0.1", 0, pages);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void shouldAnswerProbesAsTheChecksSay(String method) throws Exception {
    health.down("kafka", "waiting");
    assertThat(send(method, "/readyz").statusCode()).isEqualTo(503);
    assertThat(send(method, "/livez").statusCode()).isEqualTo(200);

    health.up("kafka");

    assertThat(send(method, "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeFigures() throws Exception {
    var answer = send("GET", "/metrics");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains("jvm_memory_used_bytes")
        .contains("process_cpu_seconds_total{", "system_cpus{")
        .doesNotContain("_ns_total", "system_cpu_count")
        .containsPattern(
            "switchboard_build_info\\{commit=\".+\",java=\"\\d+\",.*version=\".+\"} 1");
  }

  @Test
  void shouldServeNothingElse() throws Exception {
    assertThat(send("GET", "/").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldNameTheSettingOfATakenPort() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ManagementServer.start("127.0.0.1", taken.getLocalPort(), pages))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("MANAGEMENT_PORT");
    }
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.noBody())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
