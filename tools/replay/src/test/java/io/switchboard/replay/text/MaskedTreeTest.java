package io.switchboard.replay.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTreeTest {

  /** Senders may write a phone number as a JSON number, in any notation. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"+14155550120\"",
        "4155550120",
        "4155550120.0",
        "4.15555012E9",
        "41555501200e-1",
        "14155550120"
      })
  void shouldMaskPhoneNumbersInEveryNotation(String number) throws Exception {
    var record = Json.mapper().readTree("{\"phoneNumber\":" + number + "}");

    assertThat(MaskedTree.of(record).toString()).isEqualTo("{\"phoneNumber\":\"***20\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "1001.0", "1.5", "true", "null", "\"Ada\""})
  void shouldLeaveOtherValuesAsTheyAre(String value) throws Exception {
    var record = Json.mapper().readTree("{\"x\":" + value + "}");

    assertThat(MaskedTree.of(record)).isEqualTo(record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"dtmf\":\"0815\"}|{\"dtmf\":\"***\"}",
        "{\"digit\":7}|{\"digit\":\"***\"}",
        "{\"dtmf\":\"\"}|{\"dtmf\":\"\"}",
        "{\"dtmf\":null}|{\"dtmf\":null}",
        "{\"a\":[{\"digit\":\"#\"}]}|{\"a\":[{\"digit\":\"***\"}]}",
        "{\"body\":\"{\\\"dtmf\\\": \\\"0815\\\"}\"}|{\"body\":\"{\\\"dtmf\\\": \\\"***\\\"}\"}"
      })
  void shouldMaskPressedDigits(String value, String shown) throws Exception {
    assertThat(MaskedTree.of(Json.mapper().readTree(value)))
        .isEqualTo(Json.mapper().readTree(shown));
  }
}
