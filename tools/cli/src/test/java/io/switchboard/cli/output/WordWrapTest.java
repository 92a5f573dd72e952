package io.switchboard.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class WordWrapTest {
  static List<Arguments> texts() {
    return List.of(
        Arguments.of("it fits", 7, List.of("it fits")),
        Arguments.of("it does not fit", 11, List.of("it does not", "    fit")),
        Arguments.of("  indented, and more", 14, List.of("  indented,", "      and more")),
        Arguments.of(
            "a  column  kept, then more", 16, List.of("a  column  kept,", "    then more")),
        Arguments.of(
            "see https://example.com/menu now",
            12,
            List.of("see", "    https://example.com/menu", "    now")),
        Arguments.of("├─ row of a table", 12, List.of("├─ row of a", "│      table")),
        Arguments.of("│  └─ row of a table", 15, List.of("│  └─ row of a", "│         table")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void shouldBreakBetweenWords(String text, int width, List<String> lines) {
    assertThat(WordWrap.lines(text, width)).isEqualTo(lines);
  }
}
