package io.switchboard.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Prometheus that scrapes management ports of this machine every second. */
public final class RunningPrometheus implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration REQUEST = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePorts.next();
  private final ChildProcess process;

  private RunningPrometheus(Path directory, Path configuration) {
    this.process =
        ProcessSpec.command("prometheus")
            .arguments("--config.file=" + configuration)
            .arguments("--storage.tsdb.path=" + directory.resolve("prometheus-data"))
            .arguments("--web.listen-address=127.0.0.1:" + port)
            .logTo(directory.resolve("prometheus.log"))
            .start();
  }

  /** Whether the program is on this machine; {@code .ci/run} installs it. */
  public static boolean isInstalled() {
    return Stream.of("/usr/bin", "/usr/local/bin")
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "prometheus")));
  }

  /** Starts it and waits until it listens. */
  public static RunningPrometheus start(Path directory, IntStream managementPorts)
      throws IOException {
    var targets =
        managementPorts
            .mapToObj(port -> "\"127.0.0.1:%d\"".formatted(port))
            .collect(Collectors.joining(", "));
    var configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: switchboard
                static_configs:
                  - targets: [%s]
            """
                .formatted(targets));
    var prometheus = new RunningPrometheus(directory, configuration);
    prometheus.process.await("ready", START, () -> ChildProcess.listens(prometheus.port));
    return prometheus;
  }

  /** The queries that have no sample that is a number. */
  public List<DashboardQuery> withoutData(List<DashboardQuery> queries) {
    return queries.stream().filter(query -> !hasData(query.expression())).toList();
  }

  private boolean hasData(String expression) {
    // a sample is an array: the time, and the value as text
    return query(expression)
        .at("/data/result")
        .valueStream()
        .map(series -> series.at("/value/1").asText())
        .anyMatch(value -> !value.equals("NaN"));
  }

  private JsonNode query(String expression) {
    var address =
        "http://127.0.0.1:%d/api/v1/query?query=%s"
            .formatted(port, URLEncoder.encode(expression, StandardCharsets.UTF_8));
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address)).timeout(REQUEST).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(expression + ": " + answer.body());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("Prometheus does not answer " + expression, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
