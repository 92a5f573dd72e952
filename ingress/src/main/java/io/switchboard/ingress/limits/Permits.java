package io.switchboard.ingress.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how much work of one kind is done at once. Work over the limit queues FIFO, its thread
 * parked, for a limited time.
 */
public final class Permits {
  private final int all;
  private final Semaphore free;

  Permits(int all) {
    this.all = all;
    this.free = new Semaphore(all, true);
  }

  /** One for each processor but one, and at least one. */
  public static Permits perProcessor() {
    return new Permits(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  /** Does the work when there is a permit; empty when there was none in time. */
  public <T> Optional<T> within(Duration timeout, Supplier<T> work) {
    try {
      if (!free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      free.release();
    }
  }

  /** Permits in use. */
  public int inUse() {
    return all - free.availablePermits();
  }

  /** Threads that wait for a permit. */
  public int queued() {
    return free.getQueueLength();
  }
}
