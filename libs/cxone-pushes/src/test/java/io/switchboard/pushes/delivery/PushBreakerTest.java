package io.switchboard.pushes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.internal.SchedulerFactory;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden.Extent;
import io.switchboard.pushes.delivery.PushBreaker.Failing;
import io.switchboard.pushes.delivery.PushBreaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a kind is held back, and when a key is given up. */
class PushBreakerTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<State> states = new ArrayList<>();
  private final PushBreaker breaker = new PushBreaker(states::add, HOUR);

  @Test
  void shouldOpenAfterManyFailuresInARowAndCloseWithTheFirstSuccess() throws Exception {
    for (var i = 0; i < PushBreaker.FAILURES_IN_A_ROW; i++) {
      breaker.failed(breaker.enter(), failing("k-" + i), "SERVER_ERROR");
    }

    var probe = breaker.enter();
    breaker.served();

    assertThat(probe).isTrue();
    assertThat(states).hasSize(2);
    assertThat(states.getFirst()).isInstanceOf(State.Open.class);
    assertThat(states.getLast()).isEqualTo(new State.Closed());
    assertThat(breaker.enter()).isFalse();
  }

  /** Otherwise it and a request that asks for permission wait for each other for ever. */
  @Test
  void shouldNotHoldTheThreadThatEndsTheWaitOfBreakers() throws Exception {
    var ended = new CompletableFuture<Void>();
    var listening =
        new PushBreaker(
            _ -> {
              // in the order of their time, by one thread: behind the end of the wait
              var later = SchedulerFactory.getInstance().getScheduler();
              var _ = later.schedule(() -> ended.complete(null), 1, TimeUnit.SECONDS);
              ended.orTimeout(20, TimeUnit.SECONDS).exceptionally(_ -> null).join();
            },
            HOUR);

    for (var i = 0; i < PushBreaker.FAILURES_IN_A_ROW; i++) {
      listening.failed(listening.enter(), failing("k-" + i), "SERVER_ERROR");
    }

    assertThat(ended).isCompletedWithValue(null);
    assertThat(listening.enter()).as("a probe").isTrue();
  }

  @Test
  void shouldStayClosedWhileAThirdFails() throws Exception {
    for (var i = 0; i < 300; i++) {
      if (i % 3 == 0) {
        breaker.failed(breaker.enter(), failing("k-" + i), "TIMEOUT");
      } else {
        var _ = breaker.served();
      }
    }

    assertThat(states).isEmpty();
  }

  @Test
  void shouldStayClosedWhenOneKeyIsRefusedForEverAndOthersAreServed() throws Exception {
    var alone = failing("k-1");
    breaker.served();

    for (var i = 0; i < 100; i++) {
      breaker.forbidden(breaker.enter(), alone, Extent.THIS_REQUEST, "403");
      breaker.failed(breaker.enter(), alone, "ERROR_BODY");
    }

    assertThat(states).isEmpty();
  }

  @Test
  void shouldOpenWhenManyKeysAreRefusedInARow() throws Exception {
    breaker.served();

    for (var i = 0; i < PushBreaker.REFUSED_KEYS_IN_A_ROW; i++) {
      breaker.forbidden(breaker.enter(), failing("k-" + i), Extent.THIS_REQUEST, "403");
    }

    assertThat(states).singleElement().isInstanceOf(State.Open.class);
  }

  @Test
  void shouldOpenAtOnceWhenTheCredentialsAreRefused() throws Exception {
    breaker.served();

    breaker.forbidden(
        breaker.enter(), failing("k-1"), Extent.EVERY_REQUEST, "token: invalid_client");

    assertThat(states).singleElement().isInstanceOf(State.Open.class);
  }

  @Test
  void shouldOpenWhenTheOnlyKeyIsRefusedAgain() throws Exception {
    var only = failing("k-1");

    breaker.forbidden(breaker.enter(), only, Extent.THIS_REQUEST, "403");
    var afterTheFirst = List.copyOf(states);
    breaker.forbidden(breaker.enter(), only, Extent.THIS_REQUEST, "403");

    assertThat(afterTheFirst).isEmpty();
    assertThat(states).singleElement().isInstanceOf(State.Open.class);
  }

  @Test
  void shouldNotGiveUpOnAKeyWhileNoOtherKeyIsServed() {
    var impatient = new PushBreaker(_ -> {}, Duration.ZERO);
    var began = System.nanoTime();

    var alone = impatient.isExhausted(began, System.nanoTime());
    var _ = impatient.served();
    var afterOthers = impatient.isExhausted(began, System.nanoTime());
    var _ = breaker.served();
    var tooEarly = breaker.isExhausted(began, System.nanoTime());

    assertThat(List.of(alone, afterOthers, tooEarly)).containsExactly(false, true, false);
  }

  private static Failing failing(String key) {
    return new Failing(key, System.nanoTime());
  }
}
