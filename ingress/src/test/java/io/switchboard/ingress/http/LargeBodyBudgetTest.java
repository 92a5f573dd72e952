package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large bodies share a room; small ones always get in. */
class LargeBodyBudgetTest {
  private static final Limits NARROW =
      new Limits(
          65_536,
          100_000, // for one body of the largest size, not for two
          10,
          10,
          10,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          100);
  private IngressServer server;

  @BeforeEach
  void start() {
    RequestHandler yes = _ -> Answer.success(Map.of("status", "Received"));
    server = TestServers.start(NARROW, Map.of(Route.DNC, yes));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldTurnLargeBodiesAwayWhileAnotherFillsTheRoomAndTakeThemAfterwards() throws IOException {
    try (var first = open(60_000)) {
      send(first, 59_999);
      Awaitility.await().untilAsserted(() -> assertThat(post(60_000)).isEqualTo(503));
      assertThat(post(2_000)).isEqualTo(200);

      send(first, 1);

      assertThat(status(first.getInputStream())).isEqualTo(200);
      Awaitility.await().untilAsserted(() -> assertThat(post(60_000)).isEqualTo(200));
    }
  }

  @Test
  void shouldGiveBackWhatASenderTookWhoWentAway() throws IOException {
    try (var first = open(60_000)) {
      send(first, 59_999);
      Awaitility.await().untilAsserted(() -> assertThat(post(60_000)).isEqualTo(503));
    }

    Awaitility.await().untilAsserted(() -> assertThat(post(60_000)).isEqualTo(200));
  }

  private int post(int length) throws IOException {
    try (var socket = open(length)) {
      send(socket, length);
      return status(socket.getInputStream());
    }
  }

  private Socket open(int length) throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    var head =
        "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void send(Socket socket, int bytes) throws IOException {
    socket.getOutputStream().write(" ".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  private static int status(InputStream in) throws IOException {
    var line = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
    return Integer.parseInt(line.substring(9));
  }
}
