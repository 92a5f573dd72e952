package io.switchboard.ingress.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of("  \n", "is empty"),
        Arguments.of("{", "is not valid JSON"),
        Arguments.of("{\"a\":1,}", "is not valid JSON"),
        Arguments.of("{'a':1}", "is not valid JSON"),
        Arguments.of("{\"a\":01}", "is not valid JSON"),
        Arguments.of("{\"a\":NaN}", "is not valid JSON"),
        Arguments.of("{\"a\":\"\t\"}", "is not valid JSON"),
        Arguments.of("{\"a\":/**/1}", "is not valid JSON"),
        Arguments.of("\uFEFF", "is empty"),
        Arguments.of("\uFEFF\uFEFF{\"a\":1}", "is not valid JSON"),
        Arguments.of("{\uFEFF\"a\":1}", "is not valid JSON"),
        Arguments.of("{}{}", "goes on after its end"),
        Arguments.of("{} x", "is not valid JSON"),
        Arguments.of("{\"a\":1,\"a\":2}", "a stands there twice"),
        Arguments.of("{\"x\":[{\"a\":1,\"\\u0061\":2}]}", "x/0/a stands there twice"),
        Arguments.of("{\"a\":\"x\\u0000y\"}", "a holds U+0000"),
        Arguments.of("{\"\\u0000\":1}", "holds U+0000"),
        Arguments.of("{\"a\":\"\\ud83d\"}", "lone surrogate"),
        Arguments.of("{\"a\":\"\\udc00\\ud83d\"}", "lone surrogate"),
        Arguments.of("{\"a\":\"" + "x".repeat(8_193) + "\"}", "more than 8192 bytes"),
        Arguments.of("{\"a\":\"" + "é".repeat(4_097) + "\"}", "longer than 8192 bytes"),
        Arguments.of("{\"" + "x".repeat(8_193) + "\":1}", "more than 8192 bytes"),
        Arguments.of("{\"a\":" + "1".repeat(101) + "}", "more than 100 characters"),
        Arguments.of("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}", "more than 32 deep"),
        Arguments.of("[".repeat(60_000), "more than 32 deep"),
        Arguments.of("[" + "1,".repeat(5_000) + "1]", "more than 5000 tokens"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void shouldRefuse(String text, String why) {
    var reading = StrictJson.read(text.getBytes(StandardCharsets.UTF_8));

    assertThat(reading).isInstanceOf(JsonReading.Unreadable.class);
    assertThat(((JsonReading.Unreadable) reading).fault().sentence()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000", "1E+1000", "-1.5e-1000", "0e99999999999", "1e00001000"})
  void shouldRefuseExponentsThatOthersCannotRead(String number) {
    assertThat(StrictJson.read(("[" + number + "]").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonReading.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "1E-999", "-1.5e+0000999", "0.0e0", "12345678901234567890"})
  void shouldKeepOtherNumbersAsTheyWereWritten(String number) {
    assertThat(StrictJson.read(number.getBytes(StandardCharsets.UTF_8)))
        .extracting(reading -> ((JsonReading.Readable) reading).root())
        .extracting(root -> ((JsonValue.Number) root).literal())
        .isEqualTo(number);
  }

  /** U+3061 ends in the bits of an a, and passed for one: found by fuzzing. */
  @Test
  void shouldRefuseHexadecimalDigitsOfOtherScripts() {
    var foreign = "{\"\\u00\u30614\":1}";

    assertThat(StrictJson.read(foreign.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonReading.Unreadable.class);
    assertThat(StrictJson.read("{\"\\\\u\u3061\":1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonReading.Readable.class);
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    assertThat(StrictJson.read(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(JsonReading.Unreadable.class);
    assertThat(StrictJson.read("{}".getBytes(StandardCharsets.UTF_16BE)))
        .isInstanceOf(JsonReading.Unreadable.class);
    assertThat(StrictJson.read("{}".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(JsonReading.Unreadable.class);
  }

  @Test
  void shouldSkipAByteOrderMark() {
    var reading = StrictJson.read("\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    assertThat(reading)
        .isInstanceOfSatisfying(
            JsonReading.Readable.class,
            readable -> {
              assertThat(readable.text()).isEqualTo("{\"a\":1}");
              assertThat(readable.root().span().of(readable.text())).isEqualTo("{\"a\":1}");
            });
  }

  @Test
  void shouldKnowWhereEveryValueStands() {
    var padding = "\"p\":\"" + "é😀".repeat(1_000) + "\",";
    var text =
        "{ "
            + padding
            + "\"pad4\":\""
            + "z".repeat(8_000)
            + "\",\"pad5\":\""
            + "w".repeat(8_000)
            + "\","
            + "\"pad2\": \""
            + "x".repeat(8_000)
            + "\", \"pad3\":\""
            + "y".repeat(8_000)
            + "\" , \"list\" : [ {\"a\" : -1.5e3 } ,\"\\u00e9 \\\"q\\\"\", true,null , [] ,{}, 12 ] }";

    var reading = (JsonReading.Readable) StrictJson.read(text.getBytes(StandardCharsets.UTF_8));

    var list =
        (JsonValue.Items)
            Objects.requireNonNull(((JsonValue.Members) reading.root()).values().get("list"));
    assertThat(list.values().stream().map(value -> value.span().of(text)))
        .containsExactly(
            "{\"a\" : -1.5e3 }", "\"\\u00e9 \\\"q\\\"\"", "true", "null", "[]", "{}", "12");
    assertThat(reading.root().span().of(text)).isEqualTo(text);
  }

  @Test
  void shouldReadUpToTheLimits() {
    var deep = "[".repeat(32) + "]".repeat(32);
    var wide = "[" + "1,".repeat(4_996) + "1]";
    var longest = "\"" + "x".repeat(8_192) + "\"";
    for (var text : new String[] {deep, wide, longest, "\"\\ud83d\\ude00\""}) {
      assertThat(StrictJson.read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(JsonReading.Readable.class);
    }
  }

  @Test
  void shouldWriteOneCanonicalTextForAllSpellings() {
    var one =
        StrictJson.read(
            "{\"b\":[1.50,null,{}],\"a\":\"\\u0041\\n\\\"\"}".getBytes(StandardCharsets.UTF_8));
    var other =
        StrictJson.read(
            " { \"a\" : \"A\\u000a\\u0022\" , \"b\":[ 15e-1 , null,{ }] }"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(CanonicalJson.of(((JsonReading.Readable) one).root()))
        .isEqualTo("{\"a\":\"A\\u000a\\\"\",\"b\":[1.5,null,{}]}")
        .isEqualTo(CanonicalJson.of(((JsonReading.Readable) other).root()));
  }
}
