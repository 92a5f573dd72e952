package io.switchboard.cxone;

import static io.switchboard.cxone.HostileServer.grant;
import static io.switchboard.cxone.HostileServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.token.TokenSource;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CxoneClientTest {
  private static final CxoneCall CALL = new CxoneCall.PatchContact("k-1", "do_not_call", "audit");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void shouldSendTokenTraceAndBodyAndKeepTheSecretOutOfTheUrl() throws Exception {
    try (var server = answering(200, "{\"ok\":true}")) {
      assertThat(ask(server)).isEqualTo(new Confirmed(200));

      var call = server.calls().getFirst();
      assertThat(call.bearer()).isEqualTo("Bearer t1");
      assertThat(call.headers()).containsEntry("traceparent", TRACE);
      assertThat(call.body()).contains("do_not_call");
      var token = server.tokenCalls().getFirst();
      assertThat(token.path()).isEqualTo("/oauth/token");
      assertThat(token.body())
          .isEqualTo(
              "grant_type=client_credentials&client_id=client-1"
                  + "&client_secret=s3cret%26%3D%2B%C3%BC");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 410, 413, 422})
  void shouldCallItRefusedWhenTheRequestIsWrong(int status) throws Exception {
    try (var server = answering(status, "{\"error\":\"no\"}")) {
      assertThat(ask(server)).isEqualTo(new Refused(status, "{\"error\":\"no\"}"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, Content-Type: text/html, Bad Request",
    "404, Content-Type: Text/HTML; charset=utf-8, no such page",
    "404, Content-Type: text/plain, <!DOCTYPE html><title>404</title>",
    "405, X-Type: none, <html>not allowed</html>",
    "413, Content-Type: text/html, too large"
  })
  void shouldCallNoWebPageAFinalAnswer(int status, String header, String body) throws Exception {
    try (var server = answering(status, body, header)) {
      assertThat(ask(server))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.failure()).isEqualTo(Failure.UNREADABLE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, THROTTLED",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR",
    "408, TIMEOUT",
    "301, UNREADABLE"
  })
  void shouldCallItWorthTryingAgain(int status, Failure failure) throws Exception {
    try (var server = answering(status, "x", "Retry-After: 1000000000", "Location: /elsewhere")) {
      assertThat(ask(server))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.failure()).isEqualTo(failure));
    }
  }

  @Test
  void shouldCapWhatCxoneAsksUsToWait() throws Exception {
    try (var server = answering(429, "", "Retry-After: 1000000000")) {
      assertThat(ask(server))
          .isInstanceOfSatisfying(
              TryAgain.class,
              again -> assertThat(again.retryAfter()).isEqualTo(Duration.ofMinutes(5)));
    }
  }

  @Test
  void shouldSendNothingBeforeTheTimeThat429AsksFor() throws Exception {
    try (var server = answering(429, "", "Retry-After: 60");
        var tenant = new Tenant(server, Duration.ofSeconds(20))) {
      for (var i = 0; i < CxoneConnection.ALL_THROTTLED; i++) {
        tenant.client.send(CALL, null);
      }

      var answer = tenant.client.send(CALL, null);

      assertThat(answer)
          .isInstanceOfSatisfying(
              TryAgain.class,
              again -> {
                assertThat(again.failure()).isEqualTo(Failure.HELD);
                assertThat(again.retryAfter()).isPositive();
              });
      assertThat(server.calls()).hasSize(CxoneConnection.ALL_THROTTLED);
    }
  }

  @Test
  void shouldSendOtherRequestsWhileOneAloneIsAnswered429() throws Exception {
    try (var server =
            new HostileServer(
                (request, out) -> {
                  if (request.forToken()) {
                    grant(out, "t1");
                  } else {
                    var status = request.path().endsWith("busy") ? 429 : 200;
                    reply(out, status, "{}", "Retry-After: 60");
                  }
                });
        var tenant = new Tenant(server, Duration.ofSeconds(20))) {
      var busy = new CxoneCall.PatchContact("busy", "lead", "audit");
      tenant.client.send(busy, null);
      tenant.client.send(CALL, null);
      tenant.client.send(busy, null);

      assertThat(tenant.client.send(CALL, null)).isEqualTo(new Confirmed(200));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":"not now"}                | ERROR_BODY
          {"ok":false,"errors":[{"code":7}]} | ERROR_BODY
          <html><body>Sign in</body></html>  | UNREADABLE
          [{"ok":true},{"error":"no"}]       | ERROR_BODY
          {"errors":[{"code"                 | UNREADABLE
          {"ok":true}{"error":"no"}          | UNREADABLE
          \uFEFF<html>Sign in</html>         | UNREADABLE
          \uFEFF{"errors":[{"code"           | UNREADABLE
          \uFEFF{"error":"not now"}          | ERROR_BODY
          """)
  void shouldNotBelieveA200ThatTellsOfAnError(String body, Failure failure) throws Exception {
    try (var server = answering(200, body)) {
      assertThat(ask(server))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.failure()).isEqualTo(failure));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "OK", "{}", "{\"error\":null}", "{\"errors\":[]}", "{\"error\":false}", "[]"})
  void shouldBelieveA200ThatDoesNot(String body) throws Exception {
    try (var server = answering(200, body)) {
      assertThat(ask(server)).isEqualTo(new Confirmed(200));
    }
  }

  @Test
  void shouldNameTheRecordOfAConflict() throws Exception {
    try (var server = answering(409, "{\"existingRecordId\":\"r-9\"}")) {
      assertThat(ask(server)).isEqualTo(new Conflict(409, "r-9", "{\"existingRecordId\":\"r-9\"}"));
    }
  }

  @Test
  void shouldNotFollowARedirectToAnotherPort() throws Exception {
    try (var elsewhere = answering(200, "{}");
        var server = answering(307, "", "Location: " + elsewhere.url() + "/api/v2/contacts/k-1")) {
      assertThat(ask(server)).isInstanceOf(TryAgain.class);

      assertThat(elsewhere.seen()).isEmpty();
    }
  }

  @Test
  void shouldHangUpOnAnEndlessBody() throws Exception {
    var written = new AtomicInteger();
    try (var server =
        new HostileServer(
            (request, out) -> {
              if (request.forToken()) {
                grant(out, "t1");
              } else {
                pour(out, written);
              }
            })) {
      assertThat(ask(server))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.failure()).isEqualTo(Failure.UNREADABLE));
      assertThat(written.get()).isLessThan(64); // MiB of 2,048
    }
  }

  @Test
  void shouldNotWaitForABodyThatDrips() throws Exception {
    var over = new CountDownLatch(1);
    try (var server =
        new HostileServer(
            (request, out) -> {
              if (request.forToken()) {
                grant(out, "t1");
              } else {
                drip(out, over);
              }
            })) {
      assertThat(ask(server, Duration.ofMillis(500)))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.failure()).isEqualTo(Failure.TIMEOUT));
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldCallABrokenConnectionOne() throws Exception {
    try (var server =
        new HostileServer(
            (request, out) -> {
              if (request.forToken()) {
                grant(out, "t1");
              }
            })) {
      assertThat(ask(server))
          .isInstanceOfSatisfying(
              TryAgain.class, again -> assertThat(again.failure()).isEqualTo(Failure.CONNECTION));
    }
  }

  @Test
  void shouldTellARequestThatNeverLeftFromOneInDoubt() throws Exception {
    var gone = answering(200, "{}");
    try (var tenant = new Tenant(gone, Duration.ofSeconds(20))) {
      var _ = tenant.client.send(CALL, null);
      gone.close();

      var answer = tenant.client.send(CALL, null);

      assertThat(answer)
          .isInstanceOfSatisfying(
              TryAgain.class,
              again -> {
                assertThat(again.failure()).isEqualTo(Failure.UNREACHABLE);
                assertThat(again.inDoubt()).isFalse();
              });
    }
  }

  @Test
  void shouldRefreshOnceAndRetryOnceAfter401() throws Exception {
    try (var server = answering(401, "{}")) {
      assertThat(ask(server)).isInstanceOf(Forbidden.class);

      assertThat(server.calls()).hasSize(2);
      assertThat(server.tokenCalls()).hasSize(2);
    }
  }

  @Test
  void shouldRefreshOnceForAStormOf401() throws Exception {
    var good = ConcurrentHashMap.<String>newKeySet();
    var number = new AtomicInteger();
    try (var server =
            new HostileServer(
                (request, out) -> {
                  if (request.forToken()) {
                    var token = "t" + number.incrementAndGet();
                    good.add("Bearer " + token);
                    grant(out, token);
                  } else {
                    reply(out, good.contains(request.bearer()) ? 200 : 401, "{}");
                  }
                });
        var tenant = new Tenant(server, Duration.ofSeconds(30));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      tenant.client.send(CALL, null);
      good.clear();

      var answers =
          java.util.stream.IntStream.range(0, 30)
              .mapToObj(_ -> threads.submit(() -> tenant.client.send(CALL, null)))
              .toList();

      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(new Confirmed(200));
      }
      assertThat(server.tokenCalls()).hasSize(2);
    }
  }

  @Test
  void shouldNotMistakeWrongCredentialsForAnOutage() throws Exception {
    try (var server =
        new HostileServer((_, out) -> reply(out, 400, "{\"error\":\"invalid_client\"}"))) {
      assertThat(ask(server))
          .isEqualTo(new Forbidden(400, Forbidden.Extent.EVERY_REQUEST, "token: invalid_client"));
    }
  }

  private static CxoneAnswer ask(HostileServer server) throws InterruptedException {
    return ask(server, Duration.ofSeconds(20));
  }

  private static CxoneAnswer ask(HostileServer server, Duration timeout)
      throws InterruptedException {
    try (var tenant = new Tenant(server, timeout)) {
      return tenant.client.send(CALL, TRACE);
    }
  }

  private static HostileServer answering(int status, String body, String... headers) {
    return new HostileServer(
        (request, out) -> {
          if (request.forToken()) {
            grant(out, "t1");
          } else {
            reply(out, status, body, headers);
          }
        });
  }

  private static void pour(OutputStream out, AtomicInteger written) throws java.io.IOException {
    out.write(
        "HTTP/1.1 200 x\r\nContent-Length: 2147483648\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    var mebibyte = new byte[1 << 20];
    for (var i = 0; i < 2048; i++) {
      out.write(mebibyte);
      written.incrementAndGet();
    }
  }

  /** A byte now and then, until the test is over. */
  private static void drip(OutputStream out, CountDownLatch over)
      throws java.io.IOException, InterruptedException {
    out.write("HTTP/1.1 200 x\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    do {
      out.write(' ');
      out.flush();
    } while (!over.await(50, TimeUnit.MILLISECONDS));
  }

  private static final class Tenant implements AutoCloseable {
    private final TokenSource tokens;
    private final CxoneClient client;

    private Tenant(HostileServer server, Duration timeout) {
      var settings = Tenants.at(server.url(), timeout);
      var meters = new SimpleMeterRegistry();
      var limiter = new RateLimiter(1000);
      this.tokens = new TokenSource(settings, limiter, meters);
      this.client = new CxoneClient(settings, limiter, tokens, meters);
    }

    @Override
    public void close() {
      client.close();
      tokens.close();
    }
  }
}
