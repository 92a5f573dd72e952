package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stop: serve while load balancers notice, refuse webhooks, answer callers to the end. */
class DrainTest {
  private final CountDownLatch webhookMayEnd = new CountDownLatch(1);
  private final CountDownLatch menuMayEnd = new CountDownLatch(1);
  private final CountDownLatch webhookIsIn = new CountDownLatch(1);
  private final CountDownLatch menuIsIn = new CountDownLatch(1);
  private IngressServer server;
  private int port;

  @BeforeEach
  void start() {
    RequestHandler yes = _ -> Answer.success(Map.of("status", "Received"));
    server =
        TestServers.start(
            Limits.DEFAULT,
            Map.of(
                Route.DNC,
                yes,
                Route.CALL_RESULT,
                held(webhookIsIn, webhookMayEnd),
                Route.IVR_MENU,
                yes,
                Route.SIMULATOR,
                held(menuIsIn, menuMayEnd)));
    port = server.port(); // not known when the listener is closed
  }

  @AfterEach
  void stop() {
    webhookMayEnd.countDown();
    menuMayEnd.countDown();
    server.close();
  }

  @Test
  void shouldServeAndCloseConnectionsWhileItDrains() throws IOException {
    server.drain(Duration.ZERO);

    var answer = post("/webhook/dnc");

    assertThat(answer).startsWith("HTTP/1.1 200").contains("Connection: close");
  }

  @Test
  void shouldRefuseWebhooksAndAnswerCallersBeforeTheListenerCloses() throws Exception {
    var inFlight = async("/webhook/call-result");
    webhookIsIn.await();

    var stopped = CompletableFuture.runAsync(server::close);

    Awaitility.await()
        .untilAsserted(() -> assertThat(post("/webhook/dnc")).startsWith("HTTP/1.1 503"));
    assertThat(post("/webhook/ivr-menu")).startsWith("HTTP/1.1 200");
    assertThat(stopped).isNotDone();
    webhookMayEnd.countDown();
    assertThat(inFlight.join()).startsWith("HTTP/1.1 200");
    stopped.join();
  }

  @Test
  void shouldCloseTheListenerAndStillAnswerACaller() throws Exception {
    var waiting = async("/simulator");
    menuIsIn.await();

    var stopped = CompletableFuture.runAsync(server::close);

    Awaitility.await().until(this::isClosed);
    assertThat(stopped).isNotDone();
    menuMayEnd.countDown();
    assertThat(waiting.join()).startsWith("HTTP/1.1 200");
    stopped.join();
  }

  private static RequestHandler held(CountDownLatch isIn, CountDownLatch mayEnd) {
    return _ -> {
      isIn.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Answer.success(Map.of("status", "Received"));
    };
  }

  private boolean isClosed() throws IOException {
    try (var _ = new Socket("127.0.0.1", port)) {
      return false;
    } catch (ConnectException _) {
      return true;
    }
  }

  private CompletableFuture<String> async(String path) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return post(path);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private String post(String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      var request =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: a\r\nX-Sender: test\r\n"
              + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
