package io.switchboard.service.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduledTaskTest {
  private static final Duration PERIOD = Duration.ofMillis(1);
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final HealthChecks health = new HealthChecks();
  private final AtomicInteger runs = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFailTheHealthCheckWhenARunEndsByAnError(boolean atFixedRate) {
    try (var _ = start(atFixedRate, ScheduledTaskTest::fail)) {
      await().atMost(TIMEOUT).until(() -> !health.alive());
    }

    assertThat(health.snapshot())
        .extracting(HealthCheck::name, HealthCheck::status, HealthCheck::detail)
        .containsExactly(
            tuple("poller", Status.FAILED, "its thread ended by AssertionError, see the log"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldRepeatTheTask(boolean atFixedRate) {
    try (var _ = start(atFixedRate, runs::incrementAndGet)) {
      await().atMost(TIMEOUT).until(() -> runs.get() > 2);
    }

    assertThat(health.alive()).isTrue();
    assertThat(health.snapshot()).isEmpty();
  }

  @Test
  void shouldInterruptTheRunThatIsUnderWayWhenItIsClosed() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var task =
        start(
            false,
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException _) {
                interrupted.countDown();
              }
            });
    begun.await();

    task.close();

    interrupted.await();
    assertThat(health.alive()).isTrue();
  }

  private ScheduledTask start(boolean atFixedRate, Runnable task) {
    return atFixedRate
        ? ScheduledTask.atFixedRate("poller", health, PERIOD, task)
        : ScheduledTask.withFixedDelay("poller", health, PERIOD, PERIOD, task);
  }

  private static void fail() {
    throw new AssertionError("no");
  }
}
