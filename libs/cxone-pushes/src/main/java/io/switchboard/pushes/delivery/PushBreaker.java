package io.switchboard.pushes.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.core.IntervalFunction;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The circuit breaker of one kind of push. It opens when CXone refuses all requests of the kind,
 * not when it refuses one key. Half-open, it lets one request through at a time, with increasing
 * intervals. Based on resilience4j's circuit breaker, extended by requests that wait instead of
 * failing and by keys. Thread-safe.
 */
final class PushBreaker {
  /** Opens after this many consecutive failures. */
  static final int FAILURES_IN_A_ROW = 20;

  /** Opens after consecutive refusals of this many different keys. */
  static final int REFUSED_KEYS_IN_A_ROW = 5;

  /** Opens at the second refusal of one key when no request has succeeded for this time. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final Duration FIRST_PROBE = Duration.ofMillis(400);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(12);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Listener listener;
  private final Duration keyFailureTimeout;
  private final CircuitBreaker breaker;

  /** The first keys of the requests refused since the last success. */
  private final Set<String> refused = new HashSet<>();

  private int refusals;
  private State opensAs = new State.Closed();
  private long closedSince = System.nanoTime();
  private long servedAt;
  private boolean everServed;
  private boolean held;

  /** Called when the breaker opens or closes, or requests are held, while it is locked. */
  @FunctionalInterface
  interface Listener {
    void changed(State state);
  }

  /** Closed, or open with time and reason. */
  sealed interface State {
    /** Requests are allowed. */
    record Closed() implements State {}

    /** One request at a time is allowed, at intervals. */
    record Open(Reason reason, String why, Instant since) implements State {}
  }

  /** The reason of an open breaker. */
  enum Reason {
    /** CXone does not answer, or answers with errors. */
    DOWN,
    /** A scope is missing, or the credentials are invalid. */
    FORBIDDEN,
    /** CXone has answered 429 and wants no request for a time: the breaker itself stays closed. */
    HELD
  }

  /** A key that fails, and since when. */
  record Failing(String key, long since) {
    /** Records the failure of a batch: its first key, and the time of its newest failing key. */
    static Failing recordFailure(List<PendingPush> batch) {
      var now = System.nanoTime();
      batch.forEach(pending -> pending.failed(now));
      var since =
          batch.stream().mapToLong(pending -> pending.failingSince() - now).max().orElse(0) + now;
      return new Failing(batch.getFirst().push().key(), since);
    }
  }

  /**
   * @param keyFailureTimeout a key that fails for longer, while others succeed, is given up
   */
  PushBreaker(Listener listener, Duration keyFailureTimeout) {
    this.listener = listener;
    this.keyFailureTimeout = keyFailureTimeout;
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
   * Waits until a request is allowed. The caller then reports its result, once.
   *
   * @return whether the request is a probe that decides whether the breaker closes
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

  /**
   * A thread of resilience4j, which ends the wait of an open breaker, holds a lock here that a
   * thread with ours may wait for: it must not wait for ours.
   */
  private void transitioned(CircuitBreakerOnStateTransitionEvent event) {
    if (!lock.isHeldByCurrentThread()) {
      var _ = Thread.startVirtualThread(this::wake);
      return;
    }
    var transition = event.getStateTransition();
    if (transition.getToState() == CircuitBreaker.State.CLOSED) {
      closedSince = System.nanoTime();
      listener.changed(new State.Closed());
    } else if (transition.getFromState() == CircuitBreaker.State.CLOSED) {
      listener.changed(opensAs);
    }
    changed.signalAll();
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The request succeeded.
   *
   * @return whether the breaker was open
   */
  boolean served() {
    lock.lock();
    try {
      answered();
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

  /** The request was not sent, or its answer says nothing about other requests of the kind. */
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

  /** The request was not sent, because CXone wants none for a time. */
  void held(boolean probe, String why) {
    lock.lock();
    try {
      withoutResult(probe);
      if (!held && isClosed()) {
        held = true;
        listener.changed(new State.Open(Reason.HELD, why, Instant.now()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void answered() {
    if (held) {
      held = false;
      listener.changed(new State.Closed());
    }
  }

  /** The request failed in the way requests fail when CXone is down. */
  void failed(boolean probe, Failing failing, String why) {
    lock.lock();
    try {
      answered();
      if (isOfKeyAlone(failing.since())) {
        withoutResult(probe);
      } else {
        count(probe, new State.Open(Reason.DOWN, why, Instant.now()));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The request was forbidden. Refused credentials concern all requests: it opens at once.
   * Otherwise the cause is the key when others have succeeded since; it is the kind when many keys
   * fail in a row, or when the key fails again without a success of the kind.
   */
  void forbidden(boolean probe, Failing failing, Forbidden.Extent extent, String why) {
    lock.lock();
    try {
      answered();
      var everyRequest = extent == Forbidden.Extent.EVERY_REQUEST;
      if (!everyRequest && isOfKeyAlone(failing.since())) {
        withoutResult(probe);
        return;
      }
      refusals++;
      refused.add(failing.key());
      var opens = new State.Open(Reason.FORBIDDEN, why, Instant.now());
      if (isClosed() && (everyRequest || isRefusedToAll())) {
        opensAs = opens;
        breaker.transitionToOpenState();
      } else {
        count(probe, opens);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Failures of requests that started before the breaker opened are ignored. */
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
   * Whether the failures since then concern this key only: others have succeeded since, and
   * recently.
   */
  boolean isOfKeyAlone(long failingSince) {
    lock.lock();
    try {
      var recent = Math.max(QUIET.toNanos(), keyFailureTimeout.toNanos() / 2);
      return everServed && servedAt - failingSince > 0 && System.nanoTime() - servedAt < recent;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a key that has been failing since then is to be given up: the breaker was closed for
   * the whole timeout, and others succeeded.
   */
  boolean isExhausted(long failingSince, long now) {
    lock.lock();
    try {
      var since = closedSince - failingSince > 0 ? closedSince : failingSince;
      return isClosed() && now - since >= keyFailureTimeout.toNanos() && isOfKeyAlone(since);
    } finally {
      lock.unlock();
    }
  }
}
