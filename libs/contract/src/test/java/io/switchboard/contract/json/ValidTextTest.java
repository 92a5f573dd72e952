package io.switchboard.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidTextTest {
  /** In no display name of a test, because reports are XML. */
  private static final Map<String, String> VALID =
      Map.of(
          "asked twice", "asked twice",
          "line\nend\t", "line\nend\t",
          "caf\u00E9 \uD83D\uDE00", "caf\u00E9 \uD83D\uDE00",
          "a\0b", "a\uFFFDb",
          "\uD83D", "\uFFFD",
          "\uDE00\uD83D", "\uFFFD\uFFFD",
          "\uD83D\uDE00\uDE00", "\uD83D\uDE00\uFFFD");

  @Test
  void shouldReplaceWhatPostgresqlCannotStore() {
    VALID.forEach((text, valid) -> assertThat(ValidText.of(text, 100)).isEqualTo(valid));
  }

  @Test
  void shouldCutALongTextAndLeaveNoHalfCharacter() {
    assertThat(ValidText.of("ab\uD83D\uDE00", 3)).isEqualTo("ab\uFFFD");
    assertThat(ValidText.of(null, 3)).isNull();
  }
}
