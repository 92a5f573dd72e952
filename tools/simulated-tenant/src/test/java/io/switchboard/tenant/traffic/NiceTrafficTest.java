package io.switchboard.tenant.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.http.TenantJson;
import io.switchboard.tenant.nice.NiceOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NiceTrafficTest {
  private final List<Sent> requests = new CopyOnWriteArrayList<>();
  private HttpServer ingress;
  private SimulatedTenant tenant;
  private volatile String studioAnswer = "{\"ok\":true,\"action\":\"collect\"}";
  private volatile int studioStatus = 200;

  private record Sent(String path, String contentType, JsonNode body) {}

  @BeforeEach
  void start() throws IOException {
    ingress = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ingress.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    ingress.createContext("/", this::answer);
    ingress.start();
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withNice(NiceOptions.onPort(0)));
  }

  @AfterEach
  void stop() {
    tenant.close();
    ingress.stop(0);
  }

  @Test
  void shouldCallThroughStudioAndHubAndReportResultsAsCompletedContacts() {
    play(60);

    var counts = tenant.trafficCounts();
    assertThat(counts)
        .containsOnlyKeys("studio", "hub", "completed", "contact-changes", "dnc")
        .allSatisfy((_, count) -> assertThat(count.accepted()).isEqualTo(count.sent()));
    assertThat(tenant.nice().contacts().size()).isEqualTo(60);
    assertThat(sent("/webhook/call-result")).isEmpty();
    assertThat(tenant.acceptedIds("completed"))
        .allSatisfy(
            id -> {
              var contact = tenant.nice().contacts().newest(Long.parseLong(id)).orElseThrow();
              assertThat(contact.primaryDispositionId()).isNotNull();
              assertThat(contact.contactId()).isGreaterThan(1L << 31);
            });
  }

  @Test
  void shouldSendWhatStudioAndTheHubSend() {
    play(20);

    assertThat(sent("/nice/studio/menu"))
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded"));
    assertThat(sent("/nice/studio/menu").getLast().body().path("event").asText()).isEqualTo("end");
    assertThat(sent("/nice/vah/exchange"))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.body().path("userInputType").isInt()).isTrue();
              assertThat(request.body().path("botConfig").isTextual()).isTrue();
              assertThat(request.body().at("/executionInfo/contactId").isLong()).isTrue();
            });
    assertThat(sent("/nice/vah/exchange"))
        .anySatisfy(
            request ->
                assertThat(request.body().at("/botSessionState/exchange").asInt()).isEqualTo(7));
  }

  @Test
  void shouldRepeatTwiceAsStudioDoes() {
    studioStatus = 503;
    play(10);

    var refused = Objects.requireNonNull(tenant.trafficCounts().get("studio")).refused();
    assertThat(refused).isPositive();
    assertThat((long) sent("/nice/studio/menu").size()).isEqualTo(3 * refused);
  }

  @Test
  void shouldNotUnderstandAnAnswerThatStudioCuts() {
    studioAnswer = "{\"ok\":true,\"action\":\"collect\",\"x\":\"" + "x".repeat(32 * 1024) + "\"}";
    play(10);

    assertThat(Objects.requireNonNull(tenant.trafficCounts().get("studio")).accepted()).isZero();
  }

  private void play(long calls) {
    var url = URI.create("http://127.0.0.1:" + ingress.getAddress().getPort());
    tenant.play(TrafficOptions.of(url, 200).withMostCalls(calls).withSeed(3));
    await().until(tenant::trafficDone);
  }

  private List<Sent> sent(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    requests.add(new Sent(path, type, TenantJson.read(body)));
    var studio = path.startsWith("/nice/studio");
    var bytes =
        (studio
                ? studioAnswer
                : "{\"branchName\":\"PromptAndCollectNextResponse\","
                    + "\"botSessionState\":{\"exchange\":7}}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(studio ? studioStatus : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
