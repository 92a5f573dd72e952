package io.switchboard.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesTest {

  @ParameterizedTest
  @CsvSource({
    "1001, 1001",
    "' 1001 ', 1001",
    "1001.0, 1001",
    "'\u00A01001\u00A0', 1001",
    "'\uFEFF1001', 1001",
    "'1001\u200B', 1001",
    "'\uFF11\uFF10\uFF10\uFF11', 1001",
    "'\u0661\u0660\u0660\u0661', 1001",
    "'\u06F1\u06F0\u06F0\u06F1.0', 1001",
    "0123, 0123",
    "DNC-1, DNC-1",
    "'\uFF24\uFF2E\uFF23', DNC",
    "größer, größer"
  })
  void shouldHaveOneReadingOfEveryCode(String text, String plain) {
    assertThat(Codes.plain(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "#, #",
    "' ', ''",
    "'', ''",
    "' 1 ', 1",
    "'1\n', 1",
    "1.0, 1",
    "'1 2 #', 12#",
    "'1,2,#', 12#",
    "'\uFF11\uFF0A\uFF03', 1*#",
    "'\u0661', 1",
    "'\u200B1\u00A0', 1",
    "1001, 1001",
    "a, a",
    "none, none"
  })
  void shouldHaveOneReadingOfKeys(String text, String keys) {
    assertThat(Codes.keys(text)).isEqualTo(keys);
  }
}
