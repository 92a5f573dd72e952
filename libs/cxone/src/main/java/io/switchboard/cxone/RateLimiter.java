package io.switchboard.cxone;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One rate limit for everything that goes to a tenant, tokens and retries included: never more than
 * so many requests arrive in any sliding second, without bursts, the more urgent first.
 */
public final class RateLimiter {
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(
          Comparator.comparing(Waiter::priority).thenComparingLong(Waiter::sequence));
  private final SlidingWindow window;
  private long sequence;

  /**
   * @param limit requests in any sliding second
   */
  public RateLimiter(int limit) {
    this.window = new SlidingWindow(limit);
  }

  /** A request that may leave now; closed when its answer is there, or it has failed. */
  @FunctionalInterface
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until a request of this priority may leave. */
  public Permit acquire(Priority priority) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var self = new Waiter(priority, sequence++, lock.newCondition());
      waiters.add(self);
      try {
        awaitTurn(self);
        var place = window.grant(System.nanoTime());
        return () -> answered(place);
      } finally {
        waiters.remove(self);
        wakeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many requests wait. */
  public int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is here, its exit is the return
  private void awaitTurn(Waiter self) throws InterruptedException {
    while (true) {
      if (waiters.peek() == self) {
        var wait = window.untilFree(System.nanoTime());
        if (wait <= 0) {
          return;
        }
        var _ = self.turn.awaitNanos(wait);
      } else {
        self.turn.await();
      }
    }
  }

  private void answered(SlidingWindow.Place place) {
    lock.lock();
    try {
      place.answered(System.nanoTime());
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void wakeFirst() {
    var first = waiters.peek();
    if (first != null) {
      first.turn.signal();
    }
  }

  private record Waiter(Priority priority, long sequence, Condition turn) {}
}
