package io.switchboard.ingress.menu.decision;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.switchboard.ingress.menu.MenuTiming;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens when several decisions in a row were late: then no call waits for ivr-streams. Requests are
 * still written while it is open, and the first decision that arrives in time closes it, so no
 * caller waits for a trial, except one after a time without requests. Thread-safe.
 */
public final class DecisionBreaker {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionBreaker.class);

  /** A decision in time closes it, not the clock. */
  private static final Duration NEVER = Duration.ofDays(3_650);

  private final CircuitBreaker breaker;
  private final long idleNanos;
  private long askedAt;

  public DecisionBreaker(MenuTiming timing) {
    this.idleNanos = timing.idleProbe().toNanos();
    this.breaker =
        CircuitBreaker.of(
            "menu-decisions",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(timing.lateDecisionsToOpen())
                .minimumNumberOfCalls(timing.lateDecisionsToOpen())
                .failureRateThreshold(100)
                .slowCallDurationThreshold(NEVER)
                .waitDurationInOpenState(NEVER)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> LOG.warn("Menu decisions: breaker {}", event.getStateTransition()));
  }

  /** Whether a call that asks now may wait. */
  public synchronized boolean mayWait(long nanos) {
    if (!open()) {
      return true;
    }
    var idle = nanos - askedAt > idleNanos;
    askedAt = nanos;
    return idle;
  }

  /** A decision arrived in time. */
  public synchronized void decided() {
    if (open()) {
      breaker.transitionToClosedState();
    } else {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /** A decision did not arrive in time. */
  public synchronized void late(long nanos) {
    if (!open()) {
      breaker.onError(0, TimeUnit.NANOSECONDS, new TimeoutException());
      askedAt = nanos;
    }
  }

  public synchronized boolean open() {
    return breaker.getState() == State.OPEN;
  }
}
