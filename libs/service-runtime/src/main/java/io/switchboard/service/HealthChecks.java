package io.switchboard.service;

import io.switchboard.service.HealthCheck.Status;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The health of each component of a service; thread-safe. */
public final class HealthChecks {
  private final ConcurrentHashMap<String, HealthCheck> checks = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final Clock clock;

  public HealthChecks() {
    this(Clock.systemUTC());
  }

  HealthChecks(Clock clock) {
    this.clock = clock;
  }

  /** Sets the status of a component; {@code since} changes only with the status. */
  public void set(String name, Status status, String detail) {
    refused.remove(name);
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

  /** Sets the status after a failed request to Kafka; {@code detail} may name what it means. */
  public void set(String name, Status status, String detail, KafkaFailure failure) {
    set(name, status, detail);
    if (failure.isRefusal()) {
      refused.add(name);
    }
  }

  /** How many components Kafka refuses a login or a right. */
  public int refused() {
    return refused.size();
  }

  /** It works. */
  public void up(String name) {
    set(name, Status.UP, "");
  }

  /** It works; the detail is information. */
  public void up(String name, String detail) {
    set(name, Status.UP, detail);
  }

  /** It waits for an external system and continues by itself. */
  public void paused(String name, String detail) {
    set(name, Status.PAUSED, detail);
  }

  /** Not ready. */
  public void down(String name, String detail) {
    set(name, Status.DOWN, detail);
  }

  /** It failed permanently: the process ends with this cause. */
  public void failed(String name, String detail) {
    set(name, Status.FAILED, detail);
  }

  /** Removes a component. */
  public void forget(String name) {
    refused.remove(name);
    checks.remove(name);
  }

  /** All components, ordered by name. */
  public List<HealthCheck> snapshot() {
    return checks.values().stream().sorted(Comparator.comparing(HealthCheck::name)).toList();
  }

  /** Whether every component works or is paused; false without components. */
  public boolean ready() {
    return !checks.isEmpty()
        && checks.values().stream()
            .allMatch(check -> check.status() == Status.UP || check.status() == Status.PAUSED);
  }

  /** Whether no component failed permanently. */
  public boolean alive() {
    return failed.getCount() > 0;
  }

  /** Waits until a component fails permanently. */
  public void awaitFailure() throws InterruptedException {
    failed.await();
  }
}
