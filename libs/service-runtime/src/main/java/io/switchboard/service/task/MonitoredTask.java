package io.switchboard.service.task;

import io.switchboard.service.HealthChecks;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task of a service's thread. When the task ends with an unhandled exception or error, or
 * before it is asked to, the health check of its name fails and the service ends.
 */
public final class MonitoredTask implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MonitoredTask.class);

  private final String name;
  private final HealthChecks health;
  private final BooleanSupplier mayEnd;
  private final Runnable task;

  private MonitoredTask(String name, HealthChecks health, BooleanSupplier mayEnd, Runnable task) {
    this.name = name;
    this.health = health;
    this.mayEnd = mayEnd;
    this.task = task;
  }

  /** A task that may end, or that an executor runs repeatedly. */
  public static Runnable of(String name, HealthChecks health, Runnable task) {
    return new MonitoredTask(name, health, () -> true, task);
  }

  /**
   * A loop that ends only on request.
   *
   * @param closing whether the end was requested; an interrupt is a request as well
   */
  public static Runnable untilClosed(
      String name, HealthChecks health, BooleanSupplier closing, Runnable task) {
    return new MonitoredTask(name, health, closing, task);
  }

  @Override
  public void run() {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Thread {} ended unexpectedly; the service has to be restarted", name, e);
      health.failed(name, "its thread ended by " + e.getClass().getSimpleName() + ", see the log");
      throw e;
    }
    if (!mayEnd.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      LOG.error("Thread {} ended without being asked to; the service has to be restarted", name);
      health.failed(name, "its thread ended without being asked to");
    }
  }
}
