package io.switchboard.service.task;

import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A daemon thread of a service that runs a loop until it is closed. When the loop ends in any other
 * way, the health check of the thread's name fails and the service ends. Thread-safe.
 */
public final class MonitoredThread implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Creates the thread; {@link #start} starts it.
   *
   * @param check the name of the thread and of its health check
   * @param loop runs until {@link #isClosed}
   */
  public MonitoredThread(String check, HealthChecks health, Runnable loop) {
    this.thread =
        Thread.ofPlatform()
            .name(check)
            .daemon()
            .unstarted(MonitoredTask.untilClosed(check, health, this::isClosed, loop));
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Whether the loop has to end. */
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Waits in the loop; returns early when the thread is closed or interrupted. */
  public void pause(Duration time) {
    try {
      var _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  /** Ends the loop and waits for it up to 3 s; then interrupts it. */
  @Override
  public void close() {
    close(() -> {});
  }

  /**
   * As {@link #close()}.
   *
   * @param wakeUp ends a call in which the loop may block, for example a consumer's poll
   */
  public void close(Runnable wakeUp) {
    closed.countDown();
    wakeUp.run();
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
