package io.switchboard.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBooleansTest {

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "'\"true\"', true",
    "'\"True\"', true",
    "'\" TRUE \"', true",
    "1, true",
    "'\"1\"', true",
    "false, false",
    "'\"False\"', false",
    "0, false",
    "'\"0\"', false"
  })
  void shouldReadABooleanHoweverItIsWritten(String json, boolean expected)
      throws JsonProcessingException {
    var value = Json.mapper().readTree(json);

    assertThat(JsonBooleans.read(value, !expected)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"null", "[]", "{}", "'\"\"'", "'\"maybe\"'", "2"})
  void shouldTakeTheDefaultForAnotherValue(String json) throws JsonProcessingException {
    var value = Json.mapper().readTree(json);

    assertThat(JsonBooleans.read(value, true)).isTrue();
  }
}
