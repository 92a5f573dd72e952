package io.switchboard.ingress.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.menu.decision.DecisionBreakers;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import io.switchboard.ingress.menu.profile.Profile;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.ingress.menu.shadow.ShadowLimits;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackRetryQueueTest {
  private final Log log = new Log();
  private final ShadowDecisions shadows = new ShadowDecisions(ShadowLimits.standard());
  private final MenuRequests requests =
      new MenuRequests(log, new Topics(TopicPrefix.NONE).dtmf(), shadows.calls());
  private final HealthChecks health = new HealthChecks();
  private final FallbackRetryQueue fallbacks =
      new FallbackRetryQueue(
          requests,
          new MenuMetrics(
              new SimpleMeterRegistry(),
              new PendingDecisions(1),
              new DecisionBreakers(),
              shadows.calls()),
          health);

  @AfterEach
  void close() {
    fallbacks.close();
  }

  @Test
  void shouldRetryARefusedFallbackUntilKafkaAcceptsIt() {
    log.refuses(true);
    var call = request("c1", "1");
    fallbacks.write(call, null);
    assertThat(log.taken()).isEmpty();

    log.refuses(false);

    await().untilAsserted(() -> assertThat(log.taken()).containsExactly("fallback of " + id(call)));
    assertThat(fallbacks.size()).isZero();
  }

  @Test
  void shouldFailTheHealthCheckWhenTheRetryThreadEnds() {
    log.refuses(true);
    fallbacks.write(request("c6", "1"), null);

    log.failsAtAFallback();

    await().until(() -> !health.alive());
    assertThat(health.snapshot()).extracting(HealthCheck::name).containsExactly("fallback-retry");
  }

  @Test
  void shouldWriteAQueuedFallbackBeforeTheCallsNextRequest() {
    log.refuses(true);
    var first = request("c2", "1");
    fallbacks.write(first, null);

    log.refuses(false);
    var second = request("c2", "2");

    assertThat(log.taken()).containsExactly("fallback of " + id(first), "request " + id(second));
  }

  @Test
  void shouldBlockTheCallsNextRequestWhileItsFallbackIsBeingWritten() throws InterruptedException {
    log.refuses(true);
    var first = request("c4", "1");
    fallbacks.write(first, null);
    var writing = log.stopsAtAFallback();
    log.refuses(false);
    assertThat(writing.await(3, TimeUnit.MINUTES)).isTrue();

    var next = Thread.ofPlatform().start(() -> request("c4", "2"));
    await().until(() -> next.getState() == Thread.State.BLOCKED || !next.isAlive());
    log.goesOn();
    next.join();

    assertThat(log.taken())
        .hasSize(2)
        .satisfies(taken -> assertThat(taken.getFirst()).isEqualTo("fallback of " + id(first)));
  }

  @Test
  void shouldDropAFallbackThatALaterRequestHasSuperseded() {
    log.holdsBack(true);
    var first = request("c3", "1");
    fallbacks.write(first, null);
    log.holdsBack(false);
    var second = request("c3", "2");

    log.failsWhatItHolds();
    fallbacks.close(); // writes what is queued

    assertThat(log.taken()).containsExactly("request " + id(second));
  }

  @Test
  void shouldBoundTheBytesOfTheQueue() {
    log.refuses(true);
    for (int call = 0; call < 20_000; call++) {
      fallbacks.write(request("call-" + call, "1"), null);
    }

    assertThat(fallbacks.size()).isBetween(1_000, 10_000);
  }

  @Test
  void shouldNotQueueAFallbackThatIsLargerThanTheQueue() {
    log.refuses(true);

    fallbacks.write(request("x".repeat((int) FallbackRetryQueue.MAX_BYTES), "1"), null);

    assertThat(fallbacks.size()).isZero();
  }

  @Test
  void shouldKeepTheNumberButNotTheContext() {
    var question =
        new MenuQuestion(
            "c5",
            "+14155550100",
            "1",
            JsonNodeFactory.instance.textNode("context ".repeat(8_000)),
            null,
            MenuServiceFixture.headers("r5", "c5"));
    var call = new MenuCall(question, CallerNumber.of("+14155550100", "US"), Profile.STANDARD);

    var fallback = UnwrittenFallback.of(call, null);

    assertThat(fallback.event())
        .isEqualTo(new CallEvent.Fallback("c5", "r5", "+14155550100", Tier.STANDARD, null));
    assertThat(fallback.bytes()).isLessThan(1_000);
  }

  private MenuCall request(String callId, String dtmf) {
    var question = MenuServiceFixture.question(callId, null, dtmf);
    var call = new MenuCall(question, CallerNumber.of(null, "US"), Profile.STANDARD);
    fallbacks.beforeRequest(call);
    var _ = requests.request(call, null);
    return call;
  }

  private static String id(MenuCall call) {
    return call.question().headers().id();
  }

  /** A log that refuses at once, or takes a record and fails it much later. */
  private static final class Log implements Publisher {
    private final List<String> taken = new ArrayList<>();
    private final List<CompletableFuture<Publication>> held = new ArrayList<>();
    private boolean refuses;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean stops;
    private volatile boolean fails;
    private boolean holdsBack;

    @Override
    public <K, V> CompletableFuture<Publication> send(
        Topic<K, V> topic, K key, V value, EventHeaders headers) {
      if (stops && value instanceof CallEvent.Fallback) {
        reached.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (fails && value instanceof CallEvent.Fallback) {
        throw new StackOverflowError();
      }
      return answered(value, headers);
    }

    private synchronized CompletableFuture<Publication> answered(
        Object value, EventHeaders headers) {
      if (refuses) {
        return CompletableFuture.completedFuture(new Publication.Unavailable("test"));
      }
      if (holdsBack) {
        var later = new CompletableFuture<Publication>();
        held.add(later);
        return later;
      }
      taken.add(
          value instanceof CallEvent.Fallback fallback
              ? "fallback of " + fallback.requestId()
              : "request " + headers.id());
      return CompletableFuture.completedFuture(
          new Publication.Durable(headers.id(), 0, taken.size() - 1));
    }

    @Override
    public Publication await(CompletableFuture<Publication> sent) {
      return sent.join();
    }

    /** From now on the hand that writes a fallback stops; the latch opens when one does. */
    CountDownLatch stopsAtAFallback() {
      stops = true;
      return reached;
    }

    void failsAtAFallback() {
      fails = true;
    }

    void goesOn() {
      goOn.countDown();
    }

    synchronized void refuses(boolean does) {
      refuses = does;
    }

    synchronized void holdsBack(boolean does) {
      holdsBack = does;
    }

    void failsWhatItHolds() {
      List.copyOf(held).forEach(it -> it.complete(new Publication.Unavailable("test")));
    }

    synchronized List<String> taken() {
      return List.copyOf(taken);
    }
  }
}
