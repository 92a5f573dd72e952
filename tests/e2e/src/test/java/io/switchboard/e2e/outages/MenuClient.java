package io.switchboard.e2e.outages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Sends requests to ingresses, and reads their menus. */
public final class MenuClient {
  static {
    // shorter than ingress keeps a silent connection: a request is never sent on one just closed
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
  }

  private static final String PATH = "/webhook/ivr-menu";

  /** Studio's REST action repeats twice by itself. */
  private static final int REPEATS = 2;

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private MenuClient() {}

  /** Each request of a call at the next ingress. */
  static MenuRoute alternating(List<Integer> ports) {
    return (callId, step, keys) -> {
      var port = ports.get(Math.floorMod(callId.hashCode() + step, ports.size()));
      try {
        return heard(post(port, PATH, body(callId, keys)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Behind a balancer. */
  static MenuRoute behind(ReadyBalancer balancer) {
    return (callId, _, keys) -> heard(balancer.post(PATH, body(callId, keys)));
  }

  /**
   * Behind a balancer, as CXone does it: at the {@code nextUrl} of the last answer, at the ingress
   * of the call while it is ready, and again when there was no answer.
   */
  public static MenuRoute repeating(ReadyBalancer balancer) {
    var paths = new ConcurrentHashMap<String, String>();
    return (callId, _, keys) -> {
      var path = paths.getOrDefault(callId, PATH);
      var answer = balancer.post(callId, path, body(callId, keys));
      for (var again = 0; again < REPEATS && answer.status() != 200; again++) {
        answer = balancer.post(callId, path, body(callId, keys));
      }
      paths.put(callId, nextPath(answer));
      return heard(answer);
    };
  }

  private static String nextPath(BalancedAnswer answer) {
    try {
      var next = URI.create(Json.mapper().readTree(answer.body()).path("nextUrl").asText());
      return next.getRawQuery() == null ? PATH : PATH + "?" + next.getRawQuery();
    } catch (JsonProcessingException | IllegalArgumentException _) {
      return PATH; // no answer of an ingress
    }
  }

  /** One POST of JSON. */
  static BalancedAnswer post(int port, String path, String body) throws IOException {
    return send(
        request(port, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** One GET. */
  static BalancedAnswer get(int port, String path) throws IOException {
    return send(request(port, path).build());
  }

  /** An answer of an ingress, or of the balancer before it. */
  public record BalancedAnswer(int status, String body) {}

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static BalancedAnswer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      return new BalancedAnswer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String body(String callId, String keys) {
    return JsonNodeFactory.instance.objectNode().put("callId", callId).put("dtmf", keys).toString();
  }

  private static String heard(BalancedAnswer answer) {
    if (answer.status() != 200) {
      return "status " + answer.status();
    }
    try {
      var json = Json.mapper().readTree(answer.body());
      var prompt = json.at("/play/url").asText();
      return prompt.isEmpty() ? json.path("action").asText() : prompt;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
