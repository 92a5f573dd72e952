package io.switchboard.cxone.voice;

import static io.switchboard.cxone.HostileServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.HostileServer;
import io.switchboard.cxone.Tenants;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.token.TokenSource;
import io.switchboard.cxone.voice.VoiceFrame.CallEndFrame;
import io.switchboard.cxone.voice.VoiceFrame.DtmfFrame;
import io.switchboard.cxone.voice.VoiceFrame.OtherFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceSocketTest {
  private static final String DIGIT =
      "{\"type\":\"dtmf\",\"digit\":\"%s\",\"callId\":\"c1\",\"timestamp\":1763632800000}";

  private final AtomicInteger tokenNumber = new AtomicInteger();
  private volatile String tokenLife = "3600";
  private final List<VoiceFrame> heard = new CopyOnWriteArrayList<>();
  private volatile VoiceListener listener = heard::add;
  private HostileServer tokenServer;
  private FakeVoiceServer voice;

  @BeforeEach
  void start() throws Exception {
    voice = FakeVoiceServer.started();
    tokenServer =
        new HostileServer(
            (_, out) ->
                reply(
                    out,
                    200,
                    "{\"access_token\":\"t%d\",\"expires_in\":%s}"
                        .formatted(tokenNumber.incrementAndGet(), tokenLife)));
  }

  @AfterEach
  void stop() throws Exception {
    voice.stop(100);
    tokenServer.close();
  }

  @Test
  void shouldTellWhenItsThreadEndsByABug() throws Exception {
    voice.stop(100); // the thread itself reports that it cannot connect
    var ended = new CompletableFuture<Throwable>();
    var failing =
        new VoiceListener() {
          @Override
          public void onFrame(VoiceFrame frame) {}

          @Override
          public void onState(boolean connected, String detail) {
            throw new StackOverflowError();
          }

          @Override
          public void onEnded(Throwable cause) {
            ended.complete(cause);
          }
        };

    try (var _ = open(failing)) {
      assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void shouldHearDigitsAndCallEndsAndCountTheRest() throws Exception {
    try (var _ = open()) {
      voice.awaitConnections(1);
      voice.broadcast(DIGIT.formatted("5"));
      voice.broadcast("{\"type\":\"call_end\",\"callId\":\"c1\",\"timestamp\":\"1763632801000\"}");
      voice.broadcast("{\"type\":\"hold\"}");
      voice.broadcast("not json");
      voice.broadcast("{\"type\":\"dtmf\",\"digit\":7.0,\"callId\":\"c2\"}");
      voice.broadcast(DIGIT.formatted("6").getBytes(StandardCharsets.UTF_8));
      voice.broadcast(new byte[] {0, 1, 2});

      await().until(() -> heard.size() == 7);

      assertThat(heard)
          .containsExactly(
              new DtmfFrame("c1", "5", "1763632800000"),
              new CallEndFrame("c1", "1763632801000"),
              new OtherFrame("hold"),
              new OtherFrame("unreadable"),
              new DtmfFrame("c2", "7", null),
              new DtmfFrame("c1", "6", "1763632800000"),
              new OtherFrame("binary"));
      assertThat(voice.authorizations()).containsExactly("Bearer t1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1011, 1006})
  void shouldConnectAgainHoweverItEnded(int code) throws Exception {
    try (var _ = open()) {
      voice.awaitConnections(1);

      voice.hangUp(code);

      voice.awaitConnections(2);
      voice.broadcast(DIGIT.formatted("1"));
      await().until(() -> heard.size() == 1);
    }
  }

  @Test
  void shouldAskForANewTokenWhenTheUpgradeIsRefused() throws Exception {
    voice.refuse("Bearer t1");
    try (var socket = open()) {
      voice.awaitConnections(1);

      await().until(socket::connected);
      assertThat(voice.authorizations()).containsExactly("Bearer t2");
    }
  }

  @Test
  void shouldRenewBeforeTheTokenEndsWithoutMissingADigit() throws Exception {
    tokenLife = "3";
    try (var _ = open()) {
      voice.awaitConnections(1);
      tokenLife = "3600";
      var sent = new AtomicInteger();

      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> {
                voice.broadcast(DIGIT.formatted(String.valueOf(sent.incrementAndGet())));
                return voice.authorizations().size() == 2 && voice.openConnections() == 1;
              });

      await().until(() -> digits().contains(String.valueOf(sent.get())));
      assertThat(digits()).hasSize(sent.get());
      assertThat(voice.authorizations()).containsExactly("Bearer t1", "Bearer t2");
    }
  }

  @Test
  void shouldStopReadingWhileItsListenerIsBusyAndDropNothing() throws Exception {
    var permits = new Semaphore(0);
    listener =
        frame -> {
          permits.acquireUninterruptibly();
          heard.add(frame);
        };
    try (var socket = open()) {
      voice.awaitConnections(1);
      for (var i = 0; i < 5_000; i++) {
        voice.broadcast(DIGIT.formatted(String.valueOf(i)));
      }
      permits.release(1);
      await().until(() -> heard.size() == 1);

      permits.release(10_000);

      await().atMost(Duration.ofMinutes(3)).until(() -> heard.size() == 5_000);
      assertThat(socket.connected()).isTrue();
      assertThat(digits()).hasSize(5_000);
    }
  }

  @Test
  void shouldSurviveAFrameThatIsTooLarge() throws Exception {
    try (var _ = open()) {
      voice.awaitConnections(1);

      voice.broadcast("x".repeat(100_000));

      voice.awaitConnections(2);
      voice.broadcast(DIGIT.formatted("1"));
      await().until(() -> digits().contains("1"));
    }
  }

  private List<String> digits() {
    return heard.stream()
        .filter(DtmfFrame.class::isInstance)
        .map(frame -> ((DtmfFrame) frame).digit())
        .distinct()
        .toList();
  }

  private VoiceSocket open() {
    return open(frame -> listener.onFrame(frame));
  }

  private VoiceSocket open(VoiceListener to) {
    var meters = new SimpleMeterRegistry();
    var tokens = new TokenSource(Tenants.at(tokenServer.url()), new RateLimiter(1000), meters);
    return VoiceSocket.open(voice.url(), Duration.ofSeconds(5), tokens, to, meters);
  }
}
