package io.switchboard.service.task;

import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A task that a service repeats on a daemon thread of its own until it is closed. A run that ends
 * by an exception or error ends the schedule, as in any {@link ScheduledExecutorService}, and fails
 * the health check of the task's name. A task that can go on after a failure catches that failure
 * itself.
 */
public final class ScheduledTask implements AutoCloseable {
  private final ScheduledExecutorService executor;

  private ScheduledTask(String name) {
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * Starts a task with a fixed delay between the end of a run and the begin of the next one.
   *
   * @param name of the thread, and of the health check that fails with it
   */
  public static ScheduledTask withFixedDelay(
      String name, HealthChecks health, Duration initialDelay, Duration delay, Runnable task) {
    var scheduled = new ScheduledTask(name);
    var _ =
        scheduled.executor.scheduleWithFixedDelay(
            MonitoredTask.of(name, health, task),
            initialDelay.toNanos(),
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
    return scheduled;
  }

  /**
   * Starts a task whose runs begin at a fixed rate, the first after one period.
   *
   * @param name of the thread, and of the health check that fails with it
   */
  public static ScheduledTask atFixedRate(
      String name, HealthChecks health, Duration period, Runnable task) {
    var scheduled = new ScheduledTask(name);
    var _ =
        scheduled.executor.scheduleAtFixedRate(
            MonitoredTask.of(name, health, task),
            period.toNanos(),
            period.toNanos(),
            TimeUnit.NANOSECONDS);
    return scheduled;
  }

  /** Ends the schedule and interrupts a run that is under way; does not wait for it. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
