package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who was let in gets the whole answer, also when the server stops meanwhile. */
class WholeAnswersTest {
  /** More than any socket holds, so that the answer is being written until it is read. */
  private static final int LENGTH = 32 << 20;

  @Test
  void shouldWriteAnAnswerToItsEndBeforeItStops() throws Exception {
    var decided = new CountDownLatch(1);
    RequestHandler slowly =
        _ -> {
          decided.countDown();
          return new Answer.Success(new byte[LENGTH]);
        };
    var server = server(slowly);
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /dnc/1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      decided.await();

      var stopped = CompletableFuture.runAsync(server::close);
      var answer = readAll(socket);
      stopped.join();

      assertThat(answer).isGreaterThan(LENGTH);
    }
  }

  private static long readAll(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var buffer = new byte[65_536];
    var all = 0L;
    for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all += n;
    }
    return all;
  }

  private static IngressServer server(RequestHandler handler) {
    return TestServers.start(Limits.DEFAULT, Map.of(Route.DNC_LOOKUP, handler));
  }
}
