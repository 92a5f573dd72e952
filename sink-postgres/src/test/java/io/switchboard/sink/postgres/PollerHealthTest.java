package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class PollerHealthTest {
  private static final KafkaFailure REFUSAL =
      KafkaFailure.of(GroupAuthorizationException.forGroupId("acme-sink-postgres"));

  private final HealthChecks health = new HealthChecks();
  private final AtomicLong nanos = new AtomicLong();
  private final PollerHealth poller = new PollerHealth(health, nanos::get);

  @Test
  void shouldNotBeReadyBetweenTwoRefusals() {
    poller.reads(12);
    poller.failed(REFUSAL);
    nanos.addAndGet(PollerHealth.REFUSAL_TIMEOUT.toNanos() - 1);

    poller.succeeded(12);

    assertThat(health.ready()).isFalse();
    assertThat(health.snapshot().toString()).contains("consumer group acme-sink-postgres");
  }

  @Test
  void shouldBeReadyAgainWhenNothingIsRefusedForAWhile() {
    poller.failed(REFUSAL);
    nanos.addAndGet(PollerHealth.REFUSAL_TIMEOUT.toNanos());

    poller.succeeded(0);

    assertThat(health.ready()).isTrue();
    assertThat(health.snapshot().toString()).contains("standby");
  }

  @Test
  void shouldBeReadyDuringAnOutage() {
    poller.reads(12);

    poller.failed(KafkaFailure.of(new TimeoutException("late")));

    assertThat(health.ready()).isTrue();
    assertThat(health.snapshot().toString()).contains("PAUSED", "TimeoutException");
  }
}
