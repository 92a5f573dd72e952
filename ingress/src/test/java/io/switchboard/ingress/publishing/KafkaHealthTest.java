package io.switchboard.ingress.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.service.HealthChecks;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaHealthTest {
  private static final int ROUNDS = 5_000;

  /** The publishers of webhooks and of the menu start at the same time. */
  @Test
  void shouldStayReadyWhenAnotherPublisherIsTooLate() throws Exception {
    var notReady = 0;
    try (var executor = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < ROUNDS; round++) {
        var checks = new HealthChecks();
        var health = new KafkaHealth(checks);
        var start = new CyclicBarrier(2);
        var late =
            executor.submit(
                () -> {
                  start.await();
                  health.notReached(new TimeoutException("no metadata"));
                  return true;
                });
        var early =
            executor.submit(
                () -> {
                  start.await();
                  health.reached();
                  return true;
                });
        late.get();
        early.get();
        notReady += checks.ready() ? 0 : 1;
      }
    }

    assertThat(notReady).as("of %d services that have reached Kafka", ROUNDS).isZero();
  }
}
