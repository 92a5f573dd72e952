package io.switchboard.ingress.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveClockTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final AtomicReference<Instant> own = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong(-7);
  private final ReceiveClock clock = new ReceiveClock(own::get, nanos::get);

  @ParameterizedTest
  @CsvSource({
    "PT48H, PT48H",
    "PT61S, PT61S",
    "PT60S, PT0S",
    "PT0.2S, PT0S",
    "PT0S, PT0S",
    "PT-61S, PT0S",
    "PT-48H, PT0S"
  })
  void shouldDateReceiptsByTheLaterClock(Duration behind, Duration correction) {
    clock.observed(NOON.plus(behind));

    assertThat(clock.instant()).isEqualTo(NOON.plus(correction));
    assertThat(clock.behind()).isEqualTo(behind);
  }

  @Test
  void shouldUseItsOwnClockUntilTheReferenceIsKnown() {
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.behind()).isZero();
  }

  @Test
  void shouldFollowItsOwnClockAtOnceWhenItIsSetRight() {
    clock.observed(NOON.plus(Duration.ofDays(2)));
    own.set(NOON.plus(Duration.ofDays(2)));

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofDays(2)));
  }

  @Test
  void shouldGoOnFromWhatTheReferenceSaid() {
    clock.observed(NOON.plus(Duration.ofDays(2)));
    nanos.addAndGet(Duration.ofHours(3).toNanos());

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(51)));
  }
}
