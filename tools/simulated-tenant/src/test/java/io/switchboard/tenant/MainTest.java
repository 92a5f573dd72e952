package io.switchboard.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The tenant as a process of its own. */
class MainTest {
  @Test
  void shouldSayWhereItIsAndStopOnASignal() throws Exception {
    try (var process = start("--port", "0");
        var output = lines(process)) {
      var base = output.readLine().replace("CXONE_BASE_URL=", "");
      var voice = output.readLine();
      var answer = get(base + "/livez");
      var exitCode = process.stop();

      assertThat(answer).isEqualTo("{\"status\":\"UP\"}");
      assertThat(voice).matches("CXONE_VOICE_URL=ws://127.0.0.1:\\d+/api/v2/voice/websocket");
      assertThat(exitCode).isEqualTo(143);
    }
  }

  @Test
  void shouldSayWhereItsIssuerIsInTheShapeOfNice() throws Exception {
    try (var process = start("--profile", "nice", "--port", "0", "--issuer-port", "0");
        var output = lines(process)) {
      var profile = output.readLine();
      var issuer = output.readLine().replace("CXONE_ISSUER=", "");
      var configuration = get(issuer + "/.well-known/openid-configuration");

      assertThat(profile).isEqualTo("CXONE_PROFILE=nice");
      assertThat(configuration).contains("\"token_endpoint\":\"" + issuer + "/auth/token\"");
    }
  }

  @Test
  void shouldExplainItselfWithAnExample() throws Exception {
    try (var process = start("--help");
        var output = lines(process)) {
      assertThat(output.lines().toList().toString()).contains("--traffic", "Example:");
      assertThat(process.awaitExit(Duration.ofSeconds(30))).isZero();
    }
  }

  private static ChildProcess start(String... arguments) {
    return ProcessSpec.java(Main.class, ProcessSpec.SHORT_LIVED)
        .arguments(arguments)
        .piped()
        .start();
  }

  private static BufferedReader lines(ChildProcess process) {
    return new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8));
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
