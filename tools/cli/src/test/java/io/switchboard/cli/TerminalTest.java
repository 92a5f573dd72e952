package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalTest {
  @Test
  void shouldReadTheSizeOfTheWindow() {
    assertThat(Terminal.size("40 120\n")).contains(new Terminal.Size(40, 120));
  }

  @Test
  void shouldTakeTheUsualSizeOfATerminalThatDoesNotKnowIt() {
    assertThat(Terminal.size("0 0")).contains(new Terminal.Size(24, 80));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "stty: not a terminal", "24"})
  void shouldKnowNoSizeWithoutATerminal(String text) {
    assertThat(Terminal.size(text)).isEmpty();
  }
}
