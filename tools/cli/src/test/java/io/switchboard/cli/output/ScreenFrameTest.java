package io.switchboard.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScreenFrameTest {
  @Test
  void shouldReplaceTheScreenInOnePieceWithoutClearingItFirst() {
    var text = new ScreenFrame(List.of("services", "lag 3"), 24, 80).text();

    assertThat(text).isEqualTo("\033[Hservices\033[K\r\nlag 3\033[K\r\n\033[J");
  }

  @ParameterizedTest
  @CsvSource({"5, one|two|three|four", "4, one|two|... 2 more lines"})
  void shouldFitTheScreen(int rows, String shown) {
    var frame = new ScreenFrame(List.of("one", "two", "three", "four"), rows, 80);

    assertThat(String.join("|", frame.shown())).isEqualTo(shown);
  }

  @Test
  void shouldCountTheRowsOfWordsThatAreWiderThanTheScreen() {
    var frame = new ScreenFrame(List.of("a".repeat(25), "b", "c", "d"), 6, 10);

    assertThat(frame.shown()).containsExactly("a".repeat(25), "b", "... 2 more lines");
  }
}
