package io.switchboard.pushes.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The circuit breaker of one kind of push. It opens when CXone refuses all of a kind, not when it
 * refuses one key alone; half-open it lets one request through at a time, less and less often. On
 * resilience4j's circuit breaker, with what that does not know: requests that wait instead of
 * failing, and keys. Thread-safe.
 */
final class PushBreaker {
  /** So many failures in a row open it. */
  static final int FAILURES_IN_A_ROW = 20;

  /** So many different keys that are refused in a row, too. */
  static final int REFUSED_KEYS_IN_A_ROW = 5;

  /** With no request served for so long, the second refusal of one key opens it. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final Duration FIRST_PROBE = Duration.ofMillis(400);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(12);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Listener listener;
  private final Duration patience;
  private final CircuitBreaker breaker;

  /** First keys of the requests that were refused since the last one was served. */
  private final Set<String> refused = new HashSet<>();

  private int refusals;
  private State opensAs = new State.Closed();
  private long closedSince = System.nanoTime();
  private long servedAt;
  private boolean everServed;

  /** Called when the breaker opens or closes, with the breaker locked. */
  @FunctionalInterface
  interface Listener {
    void changed(State state);
  }

  /** Closed, or open since when and why. */
  sealed interface State {
    /** Requests pass. */
    record Closed() implements State {}

    /** One request at a time passes now and then. */
    record Open(Reason reason, String why, Instant since) implements State {}
  }

  /** Why a breaker is open. */
  enum Reason {
    /** CXone does not answer, or answers with errors. */
    DOWN,
    /** We lack a scope, or our credentials do not hold. */
    FORBIDDEN
  }

  /** A key that fails, and since when. */
  record Failing(String key, long since) {}

  /**
   * @param patience a key that fails alone for longer is given up
   */
  PushBreaker(Listener listener, Duration patience) {
    this.listener = listener;
    this.patience = patience;
    this.breaker = CircuitBreaker.of("pushes", config());
    breaker.getEventPublisher().onStateTransition(this::transitioned);
  }

  private static CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            FAILURES_IN_A_ROW,
            FAILURES_IN_A_ROW,
            CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(100)
        .permittedNumberOfCallsInHalfOpenState(1)
        .automaticTransitionFromOpenToHalfOpenEnabled(true)
        .waitIntervalFunctionInOpenState(
            IntervalFunction.ofExponentialRandomBackoff(FIRST_PROBE, 2, 0.25, PROBE_INTERVAL))
        .build();
  }

  /**
   * Waits until a request may pass. Whoever passed reports what came of it, once.
   *
   * @return whether it is the one that finds out whether the breaker may close
   */
  boolean enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!breaker.tryAcquirePermission()) {
        changed.await();
      }
      return breaker.getState() != CircuitBreaker.State.CLOSED;
    } finally {
      lock.unlock();
    }
  }

  private void transitioned(CircuitBreakerOnStateTransitionEvent event) {
    lock.lock();
    try {
      var transition = event.getStateTransition();
      if (transition.getToState() == CircuitBreaker.State.CLOSED) {
        closedSince = System.nanoTime();
        listener.changed(new State.Closed());
      } else if (transition.getFromState() == CircuitBreaker.State.CLOSED) {
        listener.changed(opensAs);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request passed and was served.
   *
   * @return whether the breaker was open until now
   */
  boolean served() {
    lock.lock();
    try {
      refusals = 0;
      refused.clear();
      servedAt = System.nanoTime();
      everServed = true;
      if (isClosed()) {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        return false;
      }
      breaker.transitionToClosedState();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A request was not sent, or its answer says nothing about others of the kind. */
  void withoutResult(boolean probe) {
    lock.lock();
    try {
      if (probe && breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
        breaker.releasePermission();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A request failed as all do when CXone is down. */
  void failed(boolean probe, Failing failing, String why) {
    lock.lock();
    try {
      if (isAlone(failing.since())) {
        withoutResult(probe);
      } else {
        count(probe, new State.Open(Reason.DOWN, why, Instant.now()));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request was not allowed. That is the key's own trouble when others have been served since; it
   * is the kind's when it happens to many keys in a row, or again while none is served.
   */
  void forbidden(boolean probe, Failing failing, String why) {
    lock.lock();
    try {
      if (isAlone(failing.since())) {
        withoutResult(probe);
        return;
      }
      refusals++;
      refused.add(failing.key());
      var opens = new State.Open(Reason.FORBIDDEN, why, Instant.now());
      if (isClosed() && isRefusedToAll()) {
        opensAs = opens;
        breaker.transitionToOpenState();
      } else {
        count(probe, opens);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Requests in flight since before the breaker opened say nothing new when they fail. */
  private void count(boolean probe, State.Open opens) {
    if (isClosed()) {
      opensAs = opens;
    }
    if (isClosed() || (probe && breaker.getState() == CircuitBreaker.State.HALF_OPEN)) {
      breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException(opens.why()));
    }
  }

  private boolean isRefusedToAll() {
    var quiet = !everServed || System.nanoTime() - servedAt > QUIET.toNanos();
    return refused.size() >= REFUSED_KEYS_IN_A_ROW || (quiet && refusals > 1);
  }

  boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /**
   * Whether a key that has been failing since then fails alone: others have been served meanwhile,
   * and not too long ago.
   */
  boolean isAlone(long failingSince) {
    lock.lock();
    try {
      var recent = Math.max(QUIET.toNanos(), patience.toNanos() / 2);
      return everServed && servedAt - failingSince > 0 && System.nanoTime() - servedAt < recent;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a key that has been failing since then has had its chance: for as long as our patience
   * lasts the breaker was closed, and others were served.
   */
  boolean isExhausted(long failingSince, long now) {
    lock.lock();
    try {
      var since = closedSince - failingSince > 0 ? closedSince : failingSince;
      return isClosed() && now - since >= patience.toNanos() && isAlone(since);
    } finally {
      lock.unlock();
    }
  }
}
