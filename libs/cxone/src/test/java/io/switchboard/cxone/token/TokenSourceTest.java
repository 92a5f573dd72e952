package io.switchboard.cxone.token;

import static io.switchboard.cxone.HostileServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.HostileServer;
import io.switchboard.cxone.Tenants;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.token.TokenResult.Granted;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {
  @Test
  void shouldAskOnceForAllThatWait() throws Exception {
    var gate = new CountDownLatch(1);
    try (var server =
            new HostileServer(
                (_, out) -> {
                  gate.await();
                  reply(out, 200, "{\"access_token\":\"t1\",\"expires_in\":3600}");
                });
        var tokens = source(server);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = IntStream.range(0, 50).mapToObj(_ -> threads.submit(tokens::token)).toList();
      await().until(() -> server.seen().size() == 1);

      gate.countDown();

      for (var answer : answers) {
        assertThat(answer.get()).isInstanceOf(Granted.class);
      }
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void shouldReplaceAnAgeingTokenWhileItStillServes() throws Exception {
    var number = new AtomicInteger();
    try (var server =
            new HostileServer(
                (_, out) ->
                    reply(
                        out,
                        200,
                        "{\"access_token\":\"t%d\",\"expires_in\":%s}"
                            .formatted(
                                number.incrementAndGet(), number.get() == 1 ? "2" : "3600")));
        var tokens = source(server)) {
      var first = text(tokens.token());

      await().atMost(Duration.ofMinutes(3)).until(() -> text(tokens.token()).equals("t2"));

      assertThat(first).isEqualTo("t1");
      assertThat(server.seen()).hasSize(2);
    }
  }

  @Test
  void shouldNotRepeatAFailedRefreshWithEveryRequestThatTheOldTokenServes() throws Exception {
    var number = new AtomicInteger();
    try (var server =
            new HostileServer(
                (_, out) -> {
                  var first = number.incrementAndGet() == 1;
                  reply(
                      out,
                      first ? 200 : 503,
                      first ? "{\"access_token\":\"t1\",\"expires_in\":2}" : "{}");
                });
        var tokens = source(server)) {

      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> tokens.token() instanceof TokenResult.None);

      // the first, the refresh, and the one after which requests can be sent again
      assertThat(server.seen().size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void shouldAskForNoTokenBeforeTheTimeThat429AsksFor() throws Exception {
    try (var server = new HostileServer((_, out) -> reply(out, 429, "", "Retry-After: 60"));
        var tokens = source(server)) {
      tokens.token();

      var result = tokens.token();

      assertThat(result)
          .isInstanceOfSatisfying(
              TokenResult.None.class,
              none ->
                  assertThat(none.why())
                      .isInstanceOfSatisfying(
                          TryAgain.class,
                          again -> assertThat(again.failure()).isEqualTo(Failure.HELD)));
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void shouldKeepANewerTokenWhenAnOlderOneIsRefused() throws Exception {
    var number = new AtomicInteger();
    try (var server =
            new HostileServer(
                (_, out) ->
                    reply(out, 200, "{\"access_token\":\"t" + number.incrementAndGet() + "\"}"));
        var tokens = source(server)) {
      var old = ((Granted) tokens.token()).token();
      tokens.invalidate(old);
      var newer = text(tokens.token());

      tokens.invalidate(old);

      assertThat(text(tokens.token())).isEqualTo(newer);
      assertThat(server.seen()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3600                          | 3600000
          "3600"                        | 3600000
          " 60 "                        | 60000
          10.5                          | 10500
          1e9                           | 86400000
          99999999999999999999          | 86400000
          0                             | 300000
          -1                            | 300000
          "soon"                        | 300000
          null                          | 300000
          {}                            | 300000
          """)
  void shouldMakeSenseOfOddLives(String expiresIn, long millis) throws Exception {
    var life = TokenResponseReader.life(JsonBodies.JSON.readTree(expiresIn));

    assertThat(life.toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sign in</html>",
        "[]",
        "{}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":\"a\\r\\nX-Evil: 1\"}",
        "{\"access_token\":{}}",
        "{\"error\":\"invalid_client\"}"
      })
  void shouldHaveNoTokenWhenTheAnswerHoldsNone(String body) throws Exception {
    try (var server = new HostileServer((_, out) -> reply(out, 200, body));
        var tokens = source(server)) {
      assertThat(tokens.token()).isInstanceOf(TokenResult.None.class);
    }
  }

  @Test
  void shouldNotShowATokenOrASecret() throws Exception {
    try (var server =
            new HostileServer((_, out) -> reply(out, 200, "{\"access_token\":\"visible\"}"));
        var tokens = source(server)) {
      assertThat(tokens.token().toString()).doesNotContain("visible");
    }
  }

  private static String text(TokenResult answer) {
    return ((Granted) answer).token().value().value();
  }

  private static TokenSource source(HostileServer server) {
    return new TokenSource(
        Tenants.at(server.url()), new RateLimiter(100), new SimpleMeterRegistry());
  }
}
