package io.switchboard.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EffectTimesTest {
  private static final long MILLISECOND = 1_000_000;
  private final EffectTimes times = new EffectTimes();

  @BeforeEach
  void threeEvents() {
    times.seen("early", 90 * MILLISECOND);
    times.acknowledged("early", 100 * MILLISECOND);
    times.acknowledged("late", 100 * MILLISECOND);
    times.acknowledged("missing", 100 * MILLISECOND);
    times.seen("late", 107 * MILLISECOND);
    times.seen("late", 120 * MILLISECOND);
    times.seen("of another client", 1);
  }

  @Test
  void shouldNameTheEventsWithoutAnEffect() {
    assertThat(times.outstanding()).containsExactly("missing");
  }

  @Test
  void shouldMeasureFromTheAcknowledgementToTheFirstEffect() {
    times.seen("missing", 103 * MILLISECOND);

    var taken = times.take();

    assertThat(taken.nanos()).containsExactly(-10 * MILLISECOND, 3 * MILLISECOND, 7 * MILLISECOND);
    assertThat(times.outstanding()).isEmpty();
  }
}
