package io.switchboard.tenant.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The pipeline's webhooks as CXone calls them: unsigned; a failure, 429 or 5xx is repeated as the
 * sender does. Each call blocks.
 */
final class Webhooks implements AutoCloseable {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private final URI ingress;
  private final Map<String, String> headers;
  private final TrafficCounters counters;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Webhooks(URI ingress, Map<String, String> headers, TrafficCounters counters) {
    this.ingress = ingress;
    this.headers = headers;
    this.counters = counters;
  }

  /** Posts one event and counts the result; returns the answer when it was accepted. */
  Optional<JsonNode> post(String kind, String id, String path, Object body)
      throws InterruptedException {
    return post(SenderRules.STUDIO_JSON, kind, id, path, body);
  }

  /** As above, with the rules of another sender. */
  Optional<JsonNode> post(SenderRules rules, String kind, String id, String path, Object body)
      throws InterruptedException {
    counters.sent(kind);
    var request = request(rules, path, body);
    var answered = false;
    for (var attempt = 1; attempt <= rules.attempts(); attempt++) {
      try {
        var response = client.send(request, BodyHandlers.ofString());
        answered = true;
        if (response.statusCode() == 200 && fits(rules, response.body())) {
          counters.accepted(kind, id);
          return Optional.of(read(response));
        }
        if (response.statusCode() < 500 && response.statusCode() != 429) {
          break;
        }
      } catch (IOException _) {
        answered = false; // counted below after the last attempt
      }
      if (attempt < rules.attempts()) {
        Thread.sleep(200L * attempt);
      }
    }
    if (answered) {
      counters.refused(kind);
    } else {
      counters.failed(kind);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static boolean fits(SenderRules rules, String answer) {
    return answer.getBytes(StandardCharsets.UTF_8).length <= rules.maxAnswerBytes();
  }

  private HttpRequest request(SenderRules rules, String path, Object body) {
    var request =
        HttpRequest.newBuilder(ingress.resolve(path))
            .timeout(rules.timeout())
            .header("Content-Type", rules.contentType())
            .POST(BodyPublishers.ofString(write(body)));
    headers.forEach(request::header);
    return request.build();
  }

  private static JsonNode read(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException _) {
      return MAPPER.createObjectNode(); // accepted, but without an answer to continue with
    }
  }

  private static String write(Object body) {
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts can always be written", e);
    }
  }
}
