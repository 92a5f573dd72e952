package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  @Test
  void shouldDateARequestByTheClockOfReceipts() throws Exception {
    var receipt = Instant.parse("2031-01-01T00:00:00.123Z");
    var seen = new AtomicReference<Instant>();

    try (var server =
        TestServers.start(
            Clock.fixed(receipt.plusNanos(45), ZoneOffset.UTC),
            Map.of(
                Route.DNC,
                request -> {
                  seen.set(request.receivedAt());
                  return new Answer.Success(new byte[0]);
                }))) {
      var url = URI.create("http://127.0.0.1:" + server.port() + Route.DNC.path());
      var request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      try (var client = HttpClient.newHttpClient()) {
        client.send(request, BodyHandlers.discarding());
      }
    }

    assertThat(seen).hasValue(receipt);
  }
}
