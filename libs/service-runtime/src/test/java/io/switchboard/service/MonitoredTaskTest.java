package io.switchboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.task.MonitoredTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MonitoredTaskTest {
  private final HealthChecks health = new HealthChecks();

  @BeforeEach
  void up() {
    health.up("loop");
  }

  @Test
  void shouldFailTheHealthCheckOfAThreadThatEndsByAnException() throws Exception {
    run(
        MonitoredTask.of(
            "loop",
            health,
            () -> {
              throw new IllegalStateException("+1 415 555 2671");
            }));

    assertFailed("its thread ended by IllegalStateException, see the log");
  }

  @Test
  void shouldFailTheHealthCheckOfAThreadThatEndsByAnError() throws Exception {
    run(MonitoredTask.untilClosed("loop", health, () -> true, MonitoredTaskTest::overflow));

    assertFailed("its thread ended by StackOverflowError, see the log");
  }

  @Test
  void shouldFailTheHealthCheckOfALoopThatEndsWithoutBeingAskedTo() throws Exception {
    run(MonitoredTask.untilClosed("loop", health, () -> false, () -> {}));

    assertFailed("its thread ended without being asked to");
  }

  @Test
  void shouldStayUpWhenALoopIsClosedOrInterrupted() throws Exception {
    run(MonitoredTask.untilClosed("loop", health, () -> true, () -> {}));
    run(
        MonitoredTask.untilClosed(
            "loop", health, () -> false, () -> Thread.currentThread().interrupt()));
    run(MonitoredTask.of("loop", health, () -> {}));

    assertThat(health.alive()).isTrue();
  }

  @Test
  void shouldFailTheHealthCheckOfAnExecutorsTask() throws Exception {
    var ran = new CountDownLatch(1);
    try (var executor = Executors.newSingleThreadScheduledExecutor()) {
      executor.execute(
          MonitoredTask.of(
              "loop",
              health,
              () -> {
                ran.countDown();
                throw new IllegalStateException("no");
              }));
    }

    ran.await();
    assertFailed("its thread ended by IllegalStateException, see the log");
  }

  @Test
  void shouldFailTheServiceWhenAnyOfItsThreadsEndsUnexpectedly() throws Exception {
    var handler = ServiceMain.failing("ingress", health);

    handler.uncaughtException(new Thread("voice-retry"), new StackOverflowError());

    assertThat(health.alive()).isFalse();
    assertThat(health.snapshot())
        .extracting(HealthCheck::name, HealthCheck::status)
        .contains(tuple("thread voice-retry", Status.FAILED));
  }

  private void assertFailed(String detail) {
    assertThat(health.alive()).isFalse();
    assertThat(health.snapshot())
        .extracting(HealthCheck::name, HealthCheck::status, HealthCheck::detail)
        .containsExactly(tuple("loop", Status.FAILED, detail));
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static void overflow() {
    overflow();
  }

  private static void run(Runnable task) throws InterruptedException {
    var thread = Thread.ofPlatform().uncaughtExceptionHandler((_, _) -> {}).unstarted(task);
    thread.start();
    thread.join();
  }
}
