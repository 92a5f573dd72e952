package io.switchboard.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 calls",
    "1, 1 call",
    "2, 2 calls",
    "'4388', '4,388 calls'",
    "-1204, '-1,204 calls'"
  })
  void shouldSeparateThousandsAndChooseTheWord(long count, String text) {
    assertThat(Quantity.of(count, "call")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, '0'", "999, '999'", "1234567, '1,234,567'"})
  void shouldSeparateThousandsOfACountAlone(long count, String text) {
    assertThat(Quantity.of(count)).isEqualTo(text);
  }
}
