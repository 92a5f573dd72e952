package io.switchboard.cli.ivr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MenuTextTest {
  @Test
  void shouldSayThatTheBeginOfAHashIsTooShort() {
    assertThatThrownBy(() -> MenuText.definition("ba60"))
        .hasMessage("there is no file 'ba60', and a hash of `ivr list` needs 6 characters");
  }
}
