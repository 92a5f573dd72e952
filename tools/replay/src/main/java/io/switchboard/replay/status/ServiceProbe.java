package io.switchboard.replay.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.replay.status.DeploymentReport.Check;
import io.switchboard.replay.status.DeploymentReport.ServiceState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /health} of a service's management port. */
final class ServiceProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http;

  ServiceProbe(HttpClient http) {
    this.http = http;
  }

  /** The state of a service; a service that cannot be reached has the state unreachable. */
  ServiceState ask(String service, String url) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/health")).timeout(TIMEOUT).build(),
              BodyHandlers.ofByteArray());
      var body = Json.mapper().readTree(answer.body());
      var other = body.path("service").asText(service);
      if (!other.equals(service)) { // not an instance of this service
        return new ServiceState(service, url, "unreachable", List.of());
      }
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
