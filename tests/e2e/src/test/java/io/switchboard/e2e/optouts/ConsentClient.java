package io.switchboard.e2e.optouts;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends opt-outs and opt-ins to one ingress and asks it about numbers. */
final class ConsentClient {
  static {
    // shorter than ingress keeps a silent connection: a request is never sent on one just closed
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String url;

  ConsentClient(int port) {
    this.url = "http://127.0.0.1:" + port;
  }

  /** The answer to a lookup. */
  record ConsentAnswer(boolean doNotCall, String reason) {
    boolean isFree() {
      return !doNotCall;
    }

    /** Suppressed for the number's own sake, and not because nothing is known. */
    boolean isOptOut() {
      return doNotCall && reason.startsWith("opt-out");
    }
  }

  /** Whether it was acknowledged with 200. */
  boolean optOut(String number, Instant at) {
    return post(number, "optOut", at);
  }

  /** Whether it was acknowledged with 200. */
  boolean optIn(String number, Instant at) {
    return post(number, "optIn", at);
  }

  private boolean post(String number, String event, Instant at) {
    var body =
        "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
            .formatted(number, event, at);
    var request =
        HttpRequest.newBuilder(URI.create(url + "/webhook/dnc"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return send(request).filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /** Empty when ingress does not answer, or not with 200. */
  Optional<ConsentAnswer> look(String number) {
    return send(HttpRequest.newBuilder(URI.create(url + "/dnc/" + number)).GET())
        .filter(answer -> answer.statusCode() == 200)
        .map(HttpResponse::body)
        .map(ConsentClient::read)
        .map(
            answer ->
                new ConsentAnswer(
                    answer.path("doNotCall").asBoolean(), answer.path("reason").asText()));
  }

  private static JsonNode read(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private static Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(
          HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString()));
    } catch (IOException _) {
      return Optional.empty(); // killed, or not started yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
