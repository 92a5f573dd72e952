package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that keep a connection busy with a byte now and then are cut off. */
class SlowSendersTest {
  private static final Limits IMPATIENT =
      new Limits(
          65_536,
          65_536,
          10,
          10,
          10,
          Duration.ofSeconds(2),
          Duration.ofMillis(800),
          Duration.ofMillis(800),
          100);
  private IngressServer server;

  @BeforeEach
  void start() {
    RequestHandler yes = _ -> Answer.success(Map.of("status", "Received"));
    server = TestServers.start(IMPATIENT, Map.of(Route.DNC, yes));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nX: ",
        "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n",
        "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"
      })
  void shouldCutOffWhoSendsAByteNowAndThen(String beginning) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      var out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));

      var bytes = 0;
      while (bytes < 400 && isOpen(socket, out)) {
        bytes++;
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }

      assertThat(bytes).isLessThan(400);
    }
  }

  private static boolean isOpen(Socket socket, java.io.OutputStream out) throws IOException {
    try {
      out.write('x');
      out.flush();
      return socket.getInputStream().available() == 0;
    } catch (SocketException _) {
      return false; // cut off
    }
  }
}
