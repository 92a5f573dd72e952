package io.switchboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MonitoredThreadTest {
  private final HealthChecks health = new HealthChecks();
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void shouldEndAPauseWhenItIsClosed() {
    var thread = new AtomicReference<MonitoredThread>();
    thread.set(
        new MonitoredThread(
            "loop",
            health,
            () -> {
              while (!thread.get().isClosed()) {
                thread.get().pause(Duration.ofDays(1));
              }
              ended.countDown();
            }));
    thread.get().start();

    thread.get().close();

    await().until(() -> ended.getCount() == 0);
    assertThat(health.alive()).isTrue();
  }

  @Test
  void shouldWakeUpALoopThatBlocks() {
    var blocked = new CountDownLatch(1);
    var thread =
        new MonitoredThread(
            "loop",
            health,
            () -> {
              try {
                blocked.await();
                ended.countDown();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();

    thread.close(blocked::countDown);

    await().until(() -> ended.getCount() == 0);
    assertThat(health.alive()).isTrue();
  }

  @Test
  void shouldFailTheHealthCheckWhenTheLoopEndsEarly() {
    var thread = new MonitoredThread("loop", health, () -> {});

    thread.start();

    await().until(() -> !health.alive());
  }
}
