package io.switchboard.ingress.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {
  private final HealthChecks health = new HealthChecks();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ReceiveClock clock = new ReceiveClock();

  @ParameterizedTest
  @CsvSource({"P2D, PAUSED, behind", "P-2D, PAUSED, ahead of", "PT0S, UP, ''"})
  void shouldReportAClockThatDiffers(Duration behind, Status status, String said) {
    try (var _ = ClockCheck.start(() -> Instant.now().plus(behind), clock, health, meters)) {
      await().until(() -> !health.snapshot().isEmpty());

      assertThat(health.snapshot())
          .singleElement()
          .satisfies(it -> assertThat(it.status()).isEqualTo(status))
          .extracting(HealthCheck::detail)
          .asString()
          .contains(said);
      assertThat(health.ready()).isTrue();
      assertThat(meters.get("ingress_clock_behind_seconds").gauge().value())
          .isBetween(behind.toSeconds() - 60.0, behind.toSeconds() + 60.0);
    }
  }

  @Test
  void shouldKeepItsOwnClockWhilePostgresqlIsAway() {
    try (var _ =
        ClockCheck.start(
            () -> {
              throw new SQLException("away", "08001");
            },
            clock,
            health,
            meters)) {
      assertThat(clock.behind()).isZero();
      assertThat(health.alive()).isTrue();
    }
  }
}
