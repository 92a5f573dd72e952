package io.switchboard.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The tenant as a process of its own. */
class MainTest {
  @Test
  void shouldSayWhereItIsAndStopOnASignal() throws Exception {
    var process = fork("--port", "0");
    try (var output = lines(process)) {
      var base = output.readLine().replace("CXONE_BASE_URL=", "");
      var voice = output.readLine();
      var answer = get(base + "/livez");
      process.destroy();

      assertThat(answer).isEqualTo("{\"status\":\"UP\"}");
      assertThat(voice).matches("CXONE_VOICE_URL=ws://127.0.0.1:\\d+/api/v2/voice/websocket");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldExplainItselfWithAnExample() throws Exception {
    var process = fork("--help");
    try (var output = lines(process)) {
      assertThat(output.lines().toList().toString()).contains("--traffic", "Example:");
    }
    assertThat(process.waitFor()).isZero();
  }

  private static Process fork(String... arguments) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<String>();
    command.add(java);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
