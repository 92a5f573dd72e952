package io.switchboard.cxone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.cxone.Tenants;
import io.switchboard.cxone.http.HttpTransport.Exchange;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that share a connection. */
class Http2TransportTest {
  private static final int MAX_STREAMS = 100;

  private final Http2Server server = new Http2Server(MAX_STREAMS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
    server.close();
  }

  @Test
  void shouldUseANewConnectionAfterTwoTimeoutsInARow() throws Exception {
    try (var transport = new HttpTransport(settings(Duration.ofSeconds(3)))) {
      send(transport);
      server.silence(1);
      send(transport);
      send(transport);

      var exchange = send(transport);

      assertThat(exchange).isInstanceOf(Exchange.Received.class);
      assertThat(server.requests()).containsExactly(1, 1, 1, 2);
      await("the end of the silent connection").until(() -> server.ended().contains(1));
    }
  }

  @Test
  void shouldSendNoMoreAtOnceThanAServerAllows() throws Exception {
    try (var transport = new HttpTransport(settings(Duration.ofSeconds(60)))) {
      send(transport);
      server.silence(1);

      var exchanges = sendInParallel(transport, MAX_STREAMS + 20);
      await().until(() -> server.requests().size() > HttpTransport.MAX_IN_FLIGHT);
      server.speak();

      for (var exchange : exchanges) {
        assertThat(exchange.get()).isInstanceOf(Exchange.Received.class);
      }
    }
  }

  @Test
  void shouldKnowThatNothingIsSentWhenAServerAllowsNoMore() throws Exception {
    try (var transport = new HttpTransport(settings(Duration.ofSeconds(60)), MAX_STREAMS + 1)) {
      send(transport);
      server.silence(1);
      sendInParallel(transport, MAX_STREAMS);
      await().until(() -> server.requests().size() == 1 + MAX_STREAMS);

      var exchange = send(transport);

      assertThat(exchange).isEqualTo(new Exchange.Failed(Failure.UNREACHABLE, "IOException"));
    }
  }

  @Test
  void shouldSendNothingThatWaitsTooLongForItsTurn() throws Exception {
    try (var transport = new HttpTransport(settings(Duration.ofSeconds(4)), 1)) {
      send(transport);
      server.silence(1);
      sendInParallel(transport, 1);
      await().until(() -> server.requests().size() == 2);

      var exchange = send(transport);

      assertThat(exchange)
          .isInstanceOfSatisfying(
              Exchange.Failed.class,
              failed -> assertThat(failed.failure()).isEqualTo(Failure.UNREACHABLE));
      assertThat(server.requests()).hasSize(2);
    }
  }

  private List<Future<Exchange>> sendInParallel(HttpTransport transport, int count) {
    return IntStream.range(0, count).mapToObj(_ -> threads.submit(() -> send(transport))).toList();
  }

  private Exchange send(HttpTransport transport) throws InterruptedException {
    return transport.send(HttpRequest.newBuilder(server.url()));
  }

  private CxoneSettings settings(Duration timeout) {
    var settings = Tenants.at(server.url());
    return new CxoneSettings(
        server.url(),
        null,
        settings.credentials(),
        settings.values(),
        settings.profile(),
        100,
        false,
        Duration.ofSeconds(10),
        timeout);
  }
}
