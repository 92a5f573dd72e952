package io.switchboard.ivr.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TickScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest(name = "a deadline in {0} ms: {1} ms")
  @CsvSource({
    "-1000,100",
    "0,100",
    "99,100",
    "100,101",
    "2500,2501",
    "4999,5000",
    "8000,5000",
    "19999,10000",
    "3599999,1800000"
  })
  void shouldCheckWhenANearDeadlineHasPassedAndHalfWayToADistantOne(long left, long wait) {
    assertThat(TickSchedule.untilCheck(NOW.plusMillis(left), NOW.toEpochMilli()))
        .contains(Duration.ofMillis(wait));
  }

  @Test
  void shouldNotCheckWithoutADeadline() {
    assertThat(TickSchedule.untilCheck(null, NOW.toEpochMilli())).isEmpty();
  }

  @Test
  void shouldBeDueAtTheCheckThatItAskedFor() {
    var wait = TickSchedule.untilCheck(NOW, NOW.toEpochMilli()).orElseThrow();

    assertThat(new TickSchedule().isDue(NOW, NOW.plus(wait).toEpochMilli())).isTrue();
  }
}
