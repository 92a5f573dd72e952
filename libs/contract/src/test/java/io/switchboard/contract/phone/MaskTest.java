package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskTest {

  @ParameterizedTest
  @CsvSource({
    "+14155552671, ***71",
    "(415) 555-2671, ***71",
    "911, ***",
  })
  void shouldLeaveTwoDigitsOfANumber(String number, String masked) {
    assertThat(Mask.number(number)).isEqualTo(masked);
  }

  @Test
  void shouldMaskEveryNumberInAText() {
    assertThat(Mask.text("Key (phone_number)=(+14155552671) and (415) 555-2671, status 409"))
        .doesNotContain("555")
        .contains("status 409");
  }
}
