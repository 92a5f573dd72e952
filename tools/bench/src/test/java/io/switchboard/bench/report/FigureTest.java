package io.switchboard.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FigureTest {
  private static final Rounds TEN = Rounds.of(10.0);

  @Test
  void shouldTakeTheMiddleOfTheRounds() {
    assertThat(Rounds.of(7.0, 1.0, 3.0).median()).isEqualTo(3);
    assertThat(Rounds.of(7.0, 1.0, 3.0, 5.0).median()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void shouldRefuseARateThatWasNotMeasured(double rate) {
    assertThatThrownBy(() -> Figure.rate("events", Rounds.of(7.0, rate)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing was measured");
  }

  @Test
  void shouldRefuseNoRounds() {
    assertThatThrownBy(() -> new Rounds(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // a rate reaches its aim from below, a time from above
    "HIGHER, 8, 0.8, true",
    "HIGHER, 7.9, 0.8, false",
    "LOWER, 20, 2, true",
    "LOWER, 20.1, 2, false"
  })
  void shouldHoldTheRatioAgainstTheAim(
      ImprovementDirection better, double value, double aim, boolean reached) {
    var figure =
        new Figure("f", "u", better, Rounds.of(value), new Limit("l", TEN), Aim.ratio(aim));

    assertThat(figure.reached()).contains(reached);
  }

  @Test
  void shouldHoldTheValueAgainstTheAim() {
    var figure = Figure.milliseconds("p99", Rounds.of(9.0, 30.0, 8.0)).aimingAt(Aim.value(10));

    assertThat(figure.reached()).contains(true);
    assertThat(figure.ratio()).isEmpty();
  }

  @Test
  void shouldSayNothingWithoutAnAim() {
    assertThat(Figure.rate("r", TEN).against("l", TEN).reached()).isEmpty();
  }

  @Test
  void shouldCallAFigureNoisyWhoseLimitWanders() {
    var steady = Figure.rate("a", Rounds.of(1.0, 9.0)).against("l", Rounds.of(10.0, 11.0, 12.0));
    var wandering = Figure.rate("b", TEN).against("l", Rounds.of(8.0, 10.0, 11.0));

    var part = new PartReport("p", 1, List.of(steady, wandering), List.of());

    assertThat(part.noisy()).containsExactly(wandering);
  }
}
