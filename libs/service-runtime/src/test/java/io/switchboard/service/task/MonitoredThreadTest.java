package io.switchboard.service.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class MonitoredThreadTest {
  private final HealthChecks health = new HealthChecks();
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void shouldEndAPauseWhenItIsClosed() {
    var self = new CompletableFuture<MonitoredThread>();
    var thread =
        new MonitoredThread(
            "loop",
            health,
            () -> {
              while (!self.join().isClosed()) {
                self.join().pause(Duration.ofDays(1));
              }
              ended.countDown();
            });
    self.complete(thread);
    thread.start();

    thread.close();

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
