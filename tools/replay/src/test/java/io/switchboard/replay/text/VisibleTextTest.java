package io.switchboard.replay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000", "0009", "000A", "000D", "001B", "007F", "0085", "009B", "061C", "200E", "200F",
        "2028", "2029", "202A", "202E", "2066", "2069"
      })
  void shouldShowWhatATerminalWouldObey(String code) {
    var shown = VisibleText.of("a" + Character.toString(Integer.parseInt(code, 16)) + "[2J");

    assertThat(shown).isEqualTo("a\\u" + code + "[2J");
  }

  @Test
  void shouldLeaveTextOfAllScriptsAlone() {
    var text = "Zoë \u05E9\u05DC\u05D5\u05DD \uD83D\uDC68\u200D\uD83D\uDC69 \u00A0└─ \\u001B $1";

    assertThat(VisibleText.of(text)).isEqualTo(text);
  }
}
