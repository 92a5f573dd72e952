package io.switchboard.pushes.delivery;

import io.switchboard.pushes.state.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The states of one kind that are not pushed yet: the latest state per key, one in flight at a
 * time, urgent ones first, then in the order of the log. Thread-safe.
 */
final class Backlog {
  private static final long MAX_WAIT = Duration.ofSeconds(10).toNanos();

  private static final long GATHER_TIME = Duration.ofMillis(500).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, PendingPush> byKey = new HashMap<>();
  private final TreeSet<PendingPush> ready =
      new TreeSet<>(
          Comparator.comparing((PendingPush pending) -> !pending.push().urgent())
              .thenComparingLong(PendingPush::sequence));
  private final TreeSet<PendingPush> waiting =
      new TreeSet<>(
          Comparator.<PendingPush>comparingLong(pending -> pending.untilReady(epoch()))
              .thenComparingLong(PendingPush::sequence));
  private final long epoch = System.nanoTime();
  private long sequence;

  private long epoch() {
    return epoch;
  }

  /**
   * Adds states in the order of the log, before the first is taken. Returns those that need no push
   * any more: replaced by a newer state of their key, or repeated after one.
   */
  List<Push> add(List<Push> pushes) {
    lock.lock();
    try {
      return pushes.stream().flatMap(push -> add(push).stream()).toList();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Push> add(Push push) {
    var pending = byKey.get(push.key());
    if (pending == null) {
      pending = new PendingPush(sequence++, push);
      byKey.put(push.key(), pending);
      ready.add(pending);
      changed.signal();
      return Optional.empty();
    }
    if (push.isOvertakenBy(pending.newest())) {
      return Optional.of(push);
    }
    if (pending.inFlight()) {
      var superseded = Optional.ofNullable(pending.next());
      pending.next(push);
      return superseded;
    }
    var superseded = pending.push();
    var wasReady = ready.remove(pending); // before its order changes
    pending.replace(push);
    if (wasReady) {
      ready.add(pending);
    }
    return Optional.of(superseded);
  }

  /** Waits until a state is ready, and takes at most {@code limit}. */
  List<PendingPush> take(int limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        wakeDue();
        if (!ready.isEmpty()) {
          gather(ready.first().largestBatch(limit));
          return takeReady(limit);
        }
        var wait = waiting.isEmpty() ? MAX_WAIT : waiting.first().untilReady(System.nanoTime());
        var _ = changed.awaitNanos(Math.min(wait, MAX_WAIT));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits briefly for a larger batch: a burst of opt-outs becomes one request, and the states are
   * usually in PostgreSQL before they are pushed.
   */
  private void gather(int limit) throws InterruptedException {
    var left = limit > 1 ? GATHER_TIME : 0;
    while (left > 0 && ready.size() < limit) {
      left = changed.awaitNanos(left);
    }
  }

  private List<PendingPush> takeReady(int limit) {
    var taken = new ArrayList<PendingPush>();
    var room = limit;
    for (var pending : ready) {
      var largest = pending.largestBatch(limit);
      if (taken.size() >= Math.min(room, largest)) {
        break;
      }
      room = Math.min(room, largest);
      taken.add(pending);
    }
    taken.forEach(
        pending -> {
          ready.remove(pending);
          pending.inFlight(true);
        });
    return List.copyOf(taken);
  }

  private void wakeDue() {
    var now = System.nanoTime();
    while (!waiting.isEmpty() && waiting.first().untilReady(now) <= 0) {
      ready.add(takeFirstWaiting());
    }
  }

  private PendingPush takeFirstWaiting() {
    var first = waiting.first();
    waiting.remove(first);
    return first;
  }

  /**
   * Called immediately before the request: newer states replace older ones; returns the replaced
   * ones.
   */
  List<Push> refresh(List<PendingPush> inFlight) {
    lock.lock();
    try {
      var superseded = new ArrayList<Push>();
      for (var pending : inFlight) {
        var newer = pending.next();
        if (newer != null) {
          superseded.add(pending.push());
          pending.replace(newer);
        }
      }
      return superseded;
    } finally {
      lock.unlock();
    }
  }

  /** The push was confirmed or given up: the next state of the key may be sent. */
  void finished(PendingPush pending) {
    lock.lock();
    try {
      pending.inFlight(false);
      pending.succeeded();
      var newer = pending.next();
      if (newer == null) {
        byKey.remove(pending.push().key());
      } else {
        pending.replace(newer);
        ready.add(pending);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Retries after {@code wait}. A state that arrived meanwhile replaces the old one; returns the
   * replaced one.
   *
   * @param fixedWait whether {@link #retryNow} does not shorten the wait
   */
  Optional<Push> reschedule(PendingPush pending, Duration wait, boolean fixedWait) {
    lock.lock();
    try {
      pending.inFlight(false);
      var newer = pending.next();
      var superseded = newer == null ? null : pending.push();
      if (newer != null) {
        pending.replace(newer);
      }
      pending.readyAt(System.nanoTime() + wait.toNanos(), fixedWait);
      waiting.add(pending);
      changed.signal();
      return Optional.ofNullable(superseded);
    } finally {
      lock.unlock();
    }
  }

  /** The breaker closed: ends all waits except the fixed ones. */
  void retryNow() {
    lock.lock();
    try {
      var retried = waiting.stream().filter(pending -> !pending.fixedWait()).toList();
      retried.forEach(waiting::remove);
      ready.addAll(retried);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The number of keys with a state to push. */
  int size() {
    lock.lock();
    try {
      return byKey.size();
    } finally {
      lock.unlock();
    }
  }

  /** The receive time of the oldest state without a final answer. */
  Optional<Instant> oldest() {
    lock.lock();
    try {
      return byKey.values().stream()
          .map(pending -> pending.push().receivedAt())
          .min(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }

  /** The event time of the oldest urgent state without a final answer. */
  Optional<Instant> oldestUrgent() {
    lock.lock();
    try {
      return byKey.values().stream()
          .map(PendingPush::push)
          .filter(Push::urgent)
          .map(Push::eventTime)
          .min(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }
}
