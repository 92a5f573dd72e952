package io.switchboard.console.view;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.Javalin;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream on a real server; its browsers are connections that read. */
final class EventStreamTest {
  private static final int BROWSERS = 20;

  /** A stream sends once at its beginning, and then again and again from here on. */
  private final CountDownLatch browsersLeft = new CountDownLatch(1);

  private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private EventStream.Step step =
      client -> {
        sendTick(client);
        browsersLeft.await();
      };
  private final Javalin server =
      Javalin.create(
              config -> {
                config.concurrency.useVirtualThreads = true;
                config.routes.sse(
                    "/stream", client -> EventStream.start(client, () -> "", this::send, () -> {}));
                config.routes.exception(
                    Exception.class,
                    (e, context) -> {
                      failures.add(e);
                      context.status(500);
                    });
              })
          .start("127.0.0.1", 0);

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldEndTheStreamsOfBrowsersThatLeave(boolean reset) throws IOException {
    var browsers = new ArrayList<Socket>();
    for (var i = 0; i < BROWSERS; i++) {
      browsers.add(connect());
    }

    for (var browser : browsers) {
      browser.setSoLinger(reset, 0);
      browser.close();
    }
    browsersLeft.countDown();

    awaitEndOfStreams();
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldEndAStreamWhenTheServerStops() throws IOException {
    var stopped = new CountDownLatch(1);
    step =
        client -> {
          sendTick(client);
          awaitUninterruptibly(stopped); // it notices only when it sends the next time
        };
    try (var _ = connect()) {
      server.stop();
      stopped.countDown();

      awaitEndOfStreams();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void shouldEndTheRequestWhenAStepFails() throws IOException {
    step =
        client -> {
          sendTick(client);
          throw new IllegalStateException("a step fails");
        };
    try (var browser = connect()) {
      while (browser.getInputStream().read() >= 0) {} // to its end

      awaitEndOfStreams();
      assertThat(failures).isEmpty();
    }
  }

  private void send(SseClient client) throws InterruptedException {
    streams.add(Thread.currentThread());
    step.send(client);
  }

  private static void sendTick(SseClient client) {
    client.sendEvent("tick", "1");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    await().pollInSameThread().until(() -> latch.getCount() == 0);
  }

  /** A connection that has received the beginning of its stream. */
  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write(
            "GET /stream HTTP/1.1\r\nHost: console\r\nAccept: text/event-stream\r\n\r\n"
                .getBytes(US_ASCII));
    var answer = new StringBuilder();
    while (answer.indexOf("event: tick") < 0) {
      answer.append((char) socket.getInputStream().read());
    }
    return socket;
  }

  private void awaitEndOfStreams() {
    await().until(() -> streams.stream().noneMatch(Thread::isAlive));
  }
}
