package io.switchboard.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cli.status.Report.Check;
import io.switchboard.cli.status.Report.ServiceState;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a service's management port how it is. */
final class ManagementPort {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http;

  ManagementPort(HttpClient http) {
    this.http = http;
  }

  /** How a service is; unreachable is an answer too. */
  ServiceState ask(String service, String url) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/health")).timeout(PATIENCE).build(),
              BodyHandlers.ofByteArray());
      var body = Json.mapper().readTree(answer.body());
      return new ServiceState(
          service, url, answer.statusCode() == 200 ? "ready" : "not ready", checks(body));
    } catch (IOException _) {
      return new ServiceState(service, url, "unreachable", List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + service + " was asked", e);
    }
  }

  private static List<Check> checks(JsonNode body) {
    var checks = new ArrayList<Check>();
    for (var check : body.path("checks")) {
      checks.add(
          new Check(
              check.path("name").asText(),
              check.path("status").asText(),
              check.path("detail").asText(),
              check.path("since").asText()));
    }
    return checks;
  }
}
