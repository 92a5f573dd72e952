package io.switchboard.bench.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Callers who press their way through the shipped menu, as CXone asks for them. */
final class Callers implements AutoCloseable {
  static {
    // shorter than ingress keeps a silent connection: a request is never sent on one just closed
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
  }

  private static final List<String> PRESSES = List.of("", "1", "A", "1");
  private static final String CALLER = "+14155550100";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI webhook;
  private final int perSecond;
  private final String run = UUID.randomUUID().toString();

  Callers(int ingressPort, int perSecond) {
    this.webhook = URI.create("http://127.0.0.1:" + ingressPort + "/webhook/ivr-menu");
    this.perSecond = perSecond;
  }

  /** The i-th request of a series; those of a call come a second apart. */
  JsonNode ask(String series, int i) {
    var call = i / (perSecond * PRESSES.size()) * perSecond + i % perSecond;
    var press = PRESSES.get(i / perSecond % PRESSES.size());
    var from = "+1415555%04d".formatted(call % 10_000);
    return ask(series + "-" + run + "-" + call, from, press);
  }

  /** Whether ivr-streams decides: a hang-up is never what is answered without it. */
  boolean areDecided() {
    return ask("probe-" + UUID.randomUUID(), CALLER, "#").path("action").asText().equals("hangup");
  }

  private JsonNode ask(String callId, String from, String dtmf) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("callId", callId)
            .put("from", from)
            .put("dtmf", dtmf)
            .toString();
    var request =
        HttpRequest.newBuilder(webhook)
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("a caller was answered " + answer.statusCode());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Whether CXone could go on with this. */
  static boolean isAnswer(JsonNode answer) {
    return switch (answer.path("action").asText()) {
      case "collect" ->
          answer.at("/play/url").asText().startsWith("https://") && answer.hasNonNull("nextUrl");
      case "transfer" -> answer.hasNonNull("nextUrl");
      case "hangup" -> true;
      default -> false;
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
