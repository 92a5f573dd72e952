package io.switchboard.bench.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client for JSON over HTTP/1.1; every answer but 200 is an exception. */
public final class JsonClient implements AutoCloseable {
  static {
    // shorter than ingress keeps an idle connection, so that no request is sent on a closed one
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
  }

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  /** For a server on this machine. */
  public JsonClient(int port) {
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /** A GET. */
  public JsonNode get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  /** A POST. */
  public JsonNode post(String path, JsonNode body) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.timeout(REQUEST_TIMEOUT).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("a request was answered " + answer.statusCode());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
