package io.switchboard.sink.mapping.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.switchboard.sink.mapping.ColumnType;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Ada\"      | TEXT        | Ada",
        "\"1001.0\"   | TEXT        | 1001.0",
        "1001.0       | TEXT        | 1001",
        "1.50         | TEXT        | 1.5",
        "1e3          | TEXT        | 1000",
        "-0           | TEXT        | 0",
        "1001.0       | INTEGER     | 1001",
        "1e3          | BIGINT      | 1000",
        "1795168800000.0 | TIMESTAMPTZ | 1795168800000",
        "1.50         | NUMERIC     | 1.50",
        "12345678901234567890.010 | NUMERIC | 12345678901234567890.010",
        "true         | BOOLEAN     | true",
        "[1.0, \"a\"] | TEXT        | [1.0,\"a\"]",
        "1.50         | JSONB       | 1.50",
        "\"a\"        | JSONB       | \"a\""
      })
  void shouldHaveOneReadingOfAValueForEachType(String json, ColumnType type, String text)
      throws Exception {
    var value = Objects.requireNonNull(fields("{\"a\":" + json.strip() + "}").field("a"));

    assertThat(JsonFields.text(value, type)).isEqualTo(text.strip());
  }

  @Test
  void shouldFindWhatIsPresentAndTheLastOfTwo() throws Exception {
    var fields = fields("\uFEFF {\"a\":1,\"a\":2,\"b\":null,\"c\":{\"d\":[7]}}");

    assertThat(Objects.requireNonNull(fields.field("a")).intValue()).isEqualTo(2);
    assertThat(fields.field("b")).isNull();
    assertThat(fields.field("x")).isNull();
    assertThat(Objects.requireNonNull(fields.at(JsonPointer.compile("/c/d/0"))).intValue())
        .isEqualTo(7);
    assertThat(fields.at(JsonPointer.compile("/c/d/1"))).isNull();
  }

  @Test
  void shouldKeepTheRestAsItWasWritten() throws Exception {
    var fields = fields("{\"id\":\"1\",\"größe\":1.50,\"n\":null,\"o\":{\"id\":[1.0,1e3]}}");

    assertThat(fields.rest(Set.of("id", "x")))
        .isEqualTo("{\"größe\":1.50,\"n\":null,\"o\":{\"id\":[1.0,1E+3]}}");
    assertThat(fields.rest(Set.of("id", "größe", "n", "o"))).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "\"a\"", "1", "null", "true"})
  void shouldFindNoFieldsInWhatIsNoObject(String json) throws Exception {
    assertThat(JsonFields.read(json.getBytes(UTF_8))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{} {}",
        "{}x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":\"b",
        "{\"a\":01}",
        "{\"a\":1e12345678901}"
      })
  void shouldNotReadWhatIsNoJson(String json) {
    assertThatThrownBy(() -> JsonFields.read(json.getBytes(UTF_8))).isInstanceOf(IOException.class);
  }

  private static JsonFields fields(String json) throws IOException {
    return Objects.requireNonNull(JsonFields.read(json.getBytes(UTF_8)));
  }
}
