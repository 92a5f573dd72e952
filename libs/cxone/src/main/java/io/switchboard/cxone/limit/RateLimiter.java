package io.switchboard.cxone.limit;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rate limit of one tenant, shared by all requests to it, tokens and retries included: at most
 * N arrive at CXone in any sliding second, evenly spaced, by {@link RequestPriority}.
 *
 * <p>Not Bucket4j or resilience4j: a token bucket and a limiter with fixed periods allow up to 2N
 * requests in a second, and neither knows when a request arrived, only when it was permitted.
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

  /** The permit of one request; close it at its response or failure. */
  @FunctionalInterface
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until a request of this priority may be sent. */
  public Permit acquire(RequestPriority priority) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var self = new Waiter(priority, sequence++, lock.newCondition());
      waiters.add(self);
      try {
        awaitTurn(self);
        var slot = window.grant(System.nanoTime());
        return () -> answered(slot);
      } finally {
        waiters.remove(self);
        wakeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The number of waiting requests. */
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

  private void answered(SlidingWindow.Slot slot) {
    lock.lock();
    try {
      slot.answered(System.nanoTime());
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

  private record Waiter(RequestPriority priority, long sequence, Condition turn) {}
}
