package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.Signatures;
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
  private static final Instant RECEIPT = Instant.parse("2031-01-01T00:00:00.123Z");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = "{}";

  private final AtomicReference<Instant> seen = new AtomicReference<>();

  @Test
  void shouldDateARequestByTheClockOfReceipts() throws Exception {
    send(Authentication.OPEN, Map.of());

    assertThat(seen).hasValue(RECEIPT);
  }

  @Test
  void shouldCheckSignaturesByTheClockOfThisMachine() throws Exception {
    var signatures =
        new Authentication(Signatures.parse(SECRET), null, null, false, null, Map.of());
    var now = Instant.now().getEpochSecond();

    var status =
        send(
            signatures,
            Map.of(
                "webhook-id", "msg_1",
                "webhook-timestamp", Long.toString(now),
                "webhook-signature", new Webhook(SECRET).sign("msg_1", now, BODY)));

    assertThat(status).isEqualTo(200);
  }

  private int send(Authentication authentication, Map<String, String> headers) throws Exception {
    try (var server =
            TestServers.start(
                Clock.fixed(RECEIPT.plusNanos(45), ZoneOffset.UTC),
                authentication,
                Map.of(
                    Route.DNC,
                    request -> {
                      seen.set(request.receivedAt());
                      return new Answer.Success(new byte[0]);
                    }));
        var client = HttpClient.newHttpClient()) {
      var url = URI.create("http://127.0.0.1:" + server.port() + Route.DNC.path());
      var request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(BODY));
      headers.forEach(request::header);
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
