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
 * What one kind still has to tell: per key the latest state, one under way at a time, the urgent
 * first, then in the order of the log. Safe for all threads.
 */
final class Backlog {
  private static final long LONGEST_LOOK = Duration.ofSeconds(10).toNanos();

  private static final long GATHERING = Duration.ofMillis(500).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Slot> slots = new HashMap<>();
  private final TreeSet<Slot> ready =
      new TreeSet<>(
          Comparator.comparing((Slot slot) -> !slot.push().urgent())
              .thenComparingLong(Slot::sequence));
  private final TreeSet<Slot> waiting =
      new TreeSet<>(
          Comparator.<Slot>comparingLong(slot -> slot.untilReady(epoch()))
              .thenComparingLong(Slot::sequence));
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
    var slot = slots.get(push.key());
    if (slot == null) {
      slot = new Slot(sequence++, push);
      slots.put(push.key(), slot);
      ready.add(slot);
      changed.signal();
      return Optional.empty();
    }
    if (push.isOvertakenBy(slot.newest())) {
      return Optional.of(push);
    }
    if (slot.underWay()) {
      var superseded = Optional.ofNullable(slot.next());
      slot.next(push);
      return superseded;
    }
    var superseded = slot.push();
    var wasReady = ready.remove(slot); // before its place in the order changes
    slot.replace(push);
    if (wasReady) {
      ready.add(slot);
    }
    return Optional.of(superseded);
  }

  /** Waits for something to tell and takes up to {@code most} of it. */
  List<Slot> take(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        wakeDue();
        if (!ready.isEmpty()) {
          gather(most);
          return takeReady(most);
        }
        var wait = waiting.isEmpty() ? LONGEST_LOOK : waiting.first().untilReady(System.nanoTime());
        var _ = changed.awaitNanos(Math.min(wait, LONGEST_LOOK));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a batch grow for a moment: a burst of opt-outs becomes one request, and what CXone is told
   * is as a rule in PostgreSQL before.
   */
  private void gather(int most) throws InterruptedException {
    var left = most > 1 ? GATHERING : 0;
    while (left > 0 && ready.size() < most) {
      left = changed.awaitNanos(left);
    }
  }

  private List<Slot> takeReady(int most) {
    var taken = new ArrayList<Slot>();
    var room = most;
    for (var slot : ready) {
      var largest = slot.largestBatch(most);
      if (taken.size() >= Math.min(room, largest)) {
        break;
      }
      room = Math.min(room, largest);
      taken.add(slot);
    }
    taken.forEach(
        slot -> {
          ready.remove(slot);
          slot.underWay(true);
        });
    return List.copyOf(taken);
  }

  private void wakeDue() {
    var now = System.nanoTime();
    while (!waiting.isEmpty() && waiting.first().untilReady(now) <= 0) {
      ready.add(takeFirstWaiting());
    }
  }

  private Slot takeFirstWaiting() {
    var first = waiting.first();
    waiting.remove(first);
    return first;
  }

  /** The last look before they are told: newer states take over; tells those they replace. */
  List<Push> refresh(List<Slot> underWay) {
    lock.lock();
    try {
      var superseded = new ArrayList<Push>();
      for (var slot : underWay) {
        var newer = slot.next();
        if (newer != null) {
          superseded.add(slot.push());
          slot.replace(newer);
        }
      }
      return superseded;
    } finally {
      lock.unlock();
    }
  }

  /** Told, or given up: makes room for the key's next state. */
  void finished(Slot slot) {
    lock.lock();
    try {
      slot.underWay(false);
      slot.succeeded();
      var newer = slot.next();
      if (newer == null) {
        slots.remove(slot.push().key());
      } else {
        slot.replace(newer);
        ready.add(slot);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Not now: again after {@code wait}. A state that came meanwhile takes over; tells the one that
   * it replaces.
   *
   * @param firm nothing shortens the wait
   */
  Optional<Push> later(Slot slot, Duration wait, boolean firm) {
    lock.lock();
    try {
      slot.underWay(false);
      var newer = slot.next();
      var superseded = newer == null ? null : slot.push();
      if (newer != null) {
        slot.replace(newer);
      }
      slot.readyAt(System.nanoTime() + wait.toNanos(), firm);
      waiting.add(slot);
      changed.signal();
      return Optional.ofNullable(superseded);
    } finally {
      lock.unlock();
    }
  }

  /** CXone is back: whoever waits for reasons of ours need not. */
  void hurry() {
    lock.lock();
    try {
      var hurried = waiting.stream().filter(slot -> !slot.firm()).toList();
      hurried.forEach(waiting::remove);
      ready.addAll(hurried);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Keys that have something to tell. */
  int size() {
    lock.lock();
    try {
      return slots.size();
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest state that is not told yet was received. */
  Optional<Instant> oldest() {
    lock.lock();
    try {
      return slots.values().stream()
          .map(slot -> slot.push().receivedAt())
          .min(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }

  /** The event time of the oldest urgent state that is not told yet. */
  Optional<Instant> oldestUrgent() {
    lock.lock();
    try {
      return slots.values().stream()
          .map(Slot::push)
          .filter(Push::urgent)
          .map(Push::eventTime)
          .min(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }
}
