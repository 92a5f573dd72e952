package io.switchboard.tenant.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficPlayerTest {
  private static final VoiceLine DEAF =
      new VoiceLine() {
        @Override
        public int press(String callId, String digit) {
          return 1;
        }

        @Override
        public int hangUp(String callId) {
          return 1;
        }
      };

  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private HttpServer ingress;
  private volatile int callResultStatus = 200;

  @BeforeEach
  void start() throws IOException {
    ingress = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ingress.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    ingress.createContext("/", this::answer);
    ingress.start();
  }

  @AfterEach
  void stop() {
    ingress.stop(0);
  }

  @Test
  void shouldPlayAllCallsAndCountWhatWasAccepted() {
    try (var player = TrafficPlayer.start(options(60), DEAF)) {
      await().until(player::done);

      var counts = player.counters().counts();
      assertThat(counts)
          .containsOnlyKeys("menu", "voice", "call-results", "contact-changes", "dnc");
      assertThat(counts).allSatisfy((_, count) -> assertThat(count.accepted()).isPositive());
      assertThat(counts).allSatisfy((_, c) -> assertThat(c.accepted()).isEqualTo(c.sent()));
      assertThat(player.counters().acceptedIds("call-results"))
          .hasSize((int) count(player, "call-results").accepted())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldTryTwiceMoreWhatTheIngressCannotTakeNow() {
    callResultStatus = 503;
    try (var player = TrafficPlayer.start(options(10), DEAF)) {
      await().until(player::done);

      var results = count(player, "call-results");
      assertThat(results.refused()).isEqualTo(results.sent()).isPositive();
      assertThat((long) requests("/webhook/call-result").get()).isEqualTo(3 * results.sent());
    }
  }

  private AtomicInteger requests(String path) {
    return requests.computeIfAbsent(path, _ -> new AtomicInteger());
  }

  private static TrafficCounters.TrafficCount count(TrafficPlayer player, String kind) {
    return Objects.requireNonNull(player.counters().counts().get(kind));
  }

  private TrafficOptions options(long calls) {
    var url = URI.create("http://127.0.0.1:" + ingress.getAddress().getPort());
    return TrafficOptions.of(url, 200).withMostCalls(calls).withSeed(3);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    requests(path).incrementAndGet();
    var body = "{\"action\":\"collect\",\"nextUrl\":\"https://x.example/webhook/ivr-menu?turn=7\"}";
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        path.endsWith("call-result") ? callResultStatus : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
