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
 * What of one kind still has to be pushed: the latest state per key, one in flight at a time,
 * urgent ones first, then in the order of the log. Thread-safe.
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
   * Adds states in the order of the log, all before the first is taken; returns those that need no
   * push any more: overtaken by a newer one of their key, or written again behind one.
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
    var wasReady = ready.remove(pending); // before its place in the order changes
    pending.replace(push);
    if (wasReady) {
      ready.add(pending);
    }
    return Optional.of(superseded);
  }

  /** Waits until something is ready, and takes up to {@code most} of it. */
  List<PendingPush> take(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        wakeDue();
        if (!ready.isEmpty()) {
          gather(most);
          return takeReady(most);
        }
        var wait = waiting.isEmpty() ? MAX_WAIT : waiting.first().untilReady(System.nanoTime());
        var _ = changed.awaitNanos(Math.min(wait, MAX_WAIT));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a batch grow for a moment: a burst of opt-outs becomes one request, and what is pushed to
   * CXone is usually in PostgreSQL before.
   */
  private void gather(int most) throws InterruptedException {
    var left = most > 1 ? GATHER_TIME : 0;
    while (left > 0 && ready.size() < most) {
      left = changed.awaitNanos(left);
    }
  }

  private List<PendingPush> takeReady(int most) {
    var taken = new ArrayList<PendingPush>();
    var room = most;
    for (var pending : ready) {
      var largest = pending.largestBatch(most);
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

  /** Called right before the request: newer states take over; returns those that they replace. */
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

  /** Confirmed, or given up: makes room for the key's next state. */
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
   * Tries again after {@code wait}. A state that came meanwhile takes over; returns the one that it
   * replaces.
   *
   * @param firm nothing shortens the wait
   */
  Optional<Push> reschedule(PendingPush pending, Duration wait, boolean firm) {
    lock.lock();
    try {
      pending.inFlight(false);
      var newer = pending.next();
      var superseded = newer == null ? null : pending.push();
      if (newer != null) {
        pending.replace(newer);
      }
      pending.readyAt(System.nanoTime() + wait.toNanos(), firm);
      waiting.add(pending);
      changed.signal();
      return Optional.ofNullable(superseded);
    } finally {
      lock.unlock();
    }
  }

  /** CXone serves the kind again: ends all waits but the firm ones. */
  void retryNow() {
    lock.lock();
    try {
      var retried = waiting.stream().filter(pending -> !pending.firm()).toList();
      retried.forEach(waiting::remove);
      ready.addAll(retried);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Keys that have a state to push. */
  int size() {
    lock.lock();
    try {
      return byKey.size();
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest state without a final answer was received. */
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
