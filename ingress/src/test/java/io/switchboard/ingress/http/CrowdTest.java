package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More connections than are served: each is told so, unless it brings a waiting caller. */
class CrowdTest {
  private static final int SERVED = 3;
  private static final Limits FEW =
      new Limits(
          65_536,
          65_536,
          10,
          10,
          10,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          SERVED);
  private final List<Socket> idle = new ArrayList<>();
  private IngressServer server;

  @BeforeEach
  void fill() throws IOException {
    RequestHandler yes = _ -> Answer.success(Map.of("status", "Received"));
    server = TestServers.start(FEW, Map.of(Route.DNC, yes, Route.IVR_MENU, yes));
    for (var i = 0; i < SERVED; i++) {
      var socket = new Socket("127.0.0.1", server.port());
      idle.add(socket);
      assertThat(ask(socket, "/webhook/dnc")).startsWith("HTTP/1.1 200");
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (var socket : idle) {
      socket.close();
    }
    server.close();
  }

  @Test
  void shouldTellAConnectionTooManyWhenToComeAgain() throws IOException {
    var answer = statusOf("/webhook/dnc");

    assertThat(answer)
        .startsWith("HTTP/1.1 503")
        .contains("Retry-After: 2")
        .contains("Connection: close")
        .contains("too many connections");
  }

  @Test
  void shouldServeCallersAndWhoWasThereBefore() throws IOException {
    assertThat(statusOf("/webhook/ivr-menu")).startsWith("HTTP/1.1 200");
    assertThat(ask(idle.getFirst(), "/webhook/dnc")).startsWith("HTTP/1.1 200");
  }

  @Test
  void shouldServeAgainWhenAConnectionCloses() throws IOException {
    assertThat(statusOf("/webhook/dnc")).startsWith("HTTP/1.1 503");

    idle.getFirst().close();

    Awaitility.await()
        .untilAsserted(() -> assertThat(statusOf("/webhook/dnc")).startsWith("HTTP/1.1 200"));
  }

  /** One request on a connection of its own. */
  private String statusOf(String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      return ask(socket, path);
    }
  }

  /** The answer to one request, which ends with the only brace that closes. */
  private static String ask(Socket socket, String path) throws IOException {
    socket.setSoTimeout(20_000);
    var request =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var answer = new StringBuilder();
    for (var c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
      answer.append((char) c);
      if (c == '}') {
        return answer.toString();
      }
    }
    throw new AssertionError("cut off: " + answer);
  }
}
