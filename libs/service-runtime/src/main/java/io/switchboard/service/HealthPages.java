package io.switchboard.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The pages {@code /livez /readyz /health /metrics /openapi.yaml}, for the management port of every
 * service and the main port of ingress.
 */
public record HealthPages(String service, HealthChecks health, PrometheusMeterRegistry registry) {
  private static final String JSON = "application/json";

  /** Counts the refusals of Kafka that the checks report as well. */
  public HealthPages {
    Gauge.builder("kafka_refused_components", health, HealthChecks::refused)
        .description("Components whose login Kafka refuses, or to whom it refuses a right")
        .register(registry);
  }

  /** The paths of the pages. */
  public static final List<String> PATHS =
      List.of("/livez", "/readyz", "/health", "/metrics", "/openapi.yaml");

  /** A response. */
  public record Page(int status, String contentType, byte[] body) {}

  private record State(String service, String status, List<HealthCheck> checks) {}

  /** The page of a path, empty for other paths. */
  public Optional<Page> page(String path) {
    return Optional.ofNullable(
        switch (path) {
          case "/livez" -> state(health.alive(), "alive", "failed");
          case "/readyz" -> state(health.ready(), "ready", "not ready");
          case "/health" -> state(health.ready(), "healthy", "not healthy");
          case "/metrics" ->
              new Page(
                  200,
                  "text/plain; version=0.0.4; charset=utf-8",
                  registry.scrape().getBytes(StandardCharsets.UTF_8));
          case "/openapi.yaml" -> new Page(200, "application/yaml", openApi());
          default -> null;
        });
  }

  private Page state(boolean good, String yes, String no) {
    try {
      var body =
          Json.mapper().writeValueAsBytes(new State(service, good ? yes : no, health.snapshot()));
      return new Page(good ? 200 : 503, JSON, body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("health is plain data", e);
    }
  }

  private static byte[] openApi() {
    try (var in = HealthPages.class.getResourceAsStream("/openapi.yaml")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
