package io.switchboard.bench.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks {@code GET /dnc/NUMBER}. */
final class LookupClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  LookupClient(int port) {
    this.port = port;
  }

  JsonNode ask(String number) {
    var uri = URI.create("http://127.0.0.1:" + port + "/dnc/" + number);
    try {
      var answer =
          http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("a lookup was answered " + answer.statusCode());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  boolean doNotCall(String number) {
    return ask(number).path("doNotCall").asBoolean();
  }

  /** Whether the answer is known, and not suppressed because it is not. */
  boolean isKnown(String number) {
    return !ask(number).path("reason").asText().equals("unknown");
  }

  @Override
  public void close() {
    http.close();
  }
}
