package io.switchboard.service;

import io.switchboard.service.HealthCheck.Status;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The parts of a service and how each of them is doing; safe for all threads. */
public final class HealthChecks {
  private final ConcurrentHashMap<String, HealthCheck> checks = new ConcurrentHashMap<>();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final Clock clock;

  public HealthChecks() {
    this(Clock.systemUTC());
  }

  HealthChecks(Clock clock) {
    this.clock = clock;
  }

  /** Sets a part's status; {@code since} moves only when the status changes. */
  public void set(String name, Status status, String detail) {
    checks.compute(
        name,
        (_, before) ->
            new HealthCheck(
                name,
                status,
                detail,
                before != null && before.status() == status ? before.since() : clock.instant()));
    if (status == Status.FAILED) {
      failed.countDown();
    }
  }

  /** Works. */
  public void up(String name) {
    set(name, Status.UP, "");
  }

  /** Works, with something worth knowing. */
  public void up(String name, String detail) {
    set(name, Status.UP, detail);
  }

  /** Waits for something outside and goes on by itself. */
  public void paused(String name, String detail) {
    set(name, Status.PAUSED, detail);
  }

  /** Not ready. */
  public void down(String name, String detail) {
    set(name, Status.DOWN, detail);
  }

  /** Broken for good: whoever runs the service ends it with this as the cause. */
  public void failed(String name, String detail) {
    set(name, Status.FAILED, detail);
  }

  /** Takes a part off the list. */
  public void forget(String name) {
    checks.remove(name);
  }

  /** All parts by name. */
  public List<HealthCheck> snapshot() {
    return checks.values().stream().sorted(Comparator.comparing(HealthCheck::name)).toList();
  }

  /** Whether every part works or waits; false as long as there is none. */
  public boolean ready() {
    return !checks.isEmpty()
        && checks.values().stream()
            .allMatch(check -> check.status() == Status.UP || check.status() == Status.PAUSED);
  }

  /** Whether no part is broken for good. */
  public boolean alive() {
    return failed.getCount() > 0;
  }

  /** Waits until a part is broken for good. */
  public void awaitFailure() throws InterruptedException {
    failed.await();
  }
}
