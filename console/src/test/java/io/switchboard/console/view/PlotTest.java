package io.switchboard.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlotTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void shouldMarkTheIntervalInWhichTheWindowEnds() {
    var plot = plot(NOON, NOON.plusSeconds(100));

    assertThat(plot.incomplete()).isTrue();
    assertThat(plot.isComplete(0)).isTrue();
    assertThat(plot.isComplete(1)).isFalse();
    assertThat(plot.withLine(Plot.LIMIT, 5).incomplete()).isTrue();
  }

  @Test
  void shouldHaveNoIntervalBehindAWindowThatEndsWithOne() {
    var plot = plot(NOON, NOON.plusSeconds(120));

    assertThat(plot.times())
        .containsExactly(NOON.getEpochSecond(), NOON.plusSeconds(60).getEpochSecond());
    assertThat(plot.incomplete()).isFalse();
  }

  @Test
  void shouldBeginWithAWholeInterval() {
    var window = new Window("", NOON.plusSeconds(7), NOON.plusSeconds(3_600));

    var begin = Plot.begin(window);

    assertThat(begin).isEqualTo(NOON);
  }

  private static Plot plot(Instant from, Instant to) {
    return Plot.of(
        "calls", new Window("", from, to), Duration.ofMinutes(1), List.of("a"), List.of());
  }
}
