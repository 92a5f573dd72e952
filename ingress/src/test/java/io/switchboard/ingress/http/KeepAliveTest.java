package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.StaticHeader;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections of admitted senders stay open; others are closed when they are idle. */
class KeepAliveTest {
  private static final String TOKEN = "X-Token: secret\r\n";

  /** Long enough that a busy machine begins the first request in it. */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private static final Limits SHORT =
      new Limits(
          65_536, 65_536, 10, 10, 10, IDLE, Duration.ofSeconds(60), Duration.ofSeconds(60), 100);
  private static final Authentication WITH_TOKEN =
      new Authentication(null, StaticHeader.parse("X-Token: secret"), null, false, null, Map.of());

  @Test
  void shouldCloseAnIdleConnectionOfAStranger() throws IOException {
    try (var server = start(WITH_TOKEN);
        var stranger = new Socket("127.0.0.1", server.port())) {
      assertThat(ask(stranger, "GET /dnc/1", "")).startsWith("HTTP/1.1 404");

      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldKeepAnIdleConnectionOfAnAuthenticatedSender() throws IOException {
    assertKept(WITH_TOKEN, TOKEN);
  }

  @Test
  void shouldKeepAnIdleConnectionWhereNoAuthenticationIsSet() throws IOException {
    assertKept(Authentication.OPEN, "");
  }

  private static void assertKept(Authentication authentication, String header) throws IOException {
    try (var server = start(authentication);
        var sender = new Socket("127.0.0.1", server.port())) {
      assertThat(ask(sender, "POST /webhook/dnc", header)).startsWith("HTTP/1.1 200");
      try (var stranger = new Socket("127.0.0.1", server.port())) {
        stranger.setSoTimeout(20_000);
        assertThat(stranger.getInputStream().read()).isEqualTo(-1); // so long is too long
      }

      assertThat(ask(sender, "POST /webhook/dnc", header)).startsWith("HTTP/1.1 200");
    }
  }

  private static IngressServer start(Authentication authentication) {
    RequestHandler yes = _ -> Answer.success(Map.of("status", "Received"));
    return TestServers.start(
        0, SHORT, authentication, Duration.ofMinutes(10), Map.of(Route.DNC, yes));
  }

  private static String ask(Socket socket, String what, String header) throws IOException {
    socket.setSoTimeout(20_000);
    var body = what.startsWith("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n";
    var request =
        what + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + header + body;
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
