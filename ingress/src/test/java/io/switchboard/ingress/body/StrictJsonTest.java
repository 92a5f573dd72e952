package io.switchboard.ingress.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
        Arguments.of("\uFEFF", "is not valid JSON"),
        Arguments.of("\uFEFF{\"a\":1}", "is not valid JSON"),
        Arguments.of("{\uFEFF\"a\":1}", "is not valid JSON"),
        Arguments.of("{}{}", "goes on after its end"),
        Arguments.of("{} x", "is not valid JSON"),
        Arguments.of("{\"a\":1,\"a\":2}", "a stands there twice"),
        Arguments.of("{\"x\":[{\"a\":1,\"\\u0061\":2}]}", "x/0/a stands there twice"),
        Arguments.of("{\"a\":\"x\\u0000y\"}", "a holds U+0000"),
        Arguments.of("{\"\\u0000\":1}", "holds U+0000"),
        Arguments.of("[]", "must be a JSON object"),
        Arguments.of("7", "must be a JSON object"),
        Arguments.of("null", "must be a JSON object"),
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
    assertThat(fault(text)).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000", "1E+1000", "-1.5e-1000", "0e99999999999", "1e00001000"})
  void shouldRefuseExponentsThatOthersCannotRead(String number) {
    assertThat(fault("{\"a\":[" + number + "]}")).startsWith("a/0 has an exponent");
  }

  @ParameterizedTest
  @CsvSource({
    "1e999, 1E+999",
    "1E-999, 1E-999",
    "-1.5e+0000999, -1.5E+999",
    "0.0e0, 0",
    "-0, 0",
    "1001.0, 1001",
    "12345678901234567890, 12345678901234567890"
  })
  void shouldReadOtherNumbersExactly(String number, String plain) {
    var object = readable("{\"a\":" + number + "}").object();

    assertThat(new Fields(object, "").textOrNumber("a")).isEqualTo(plain);
  }

  /** U+3061 ends in the bits of an a, and passed for one: found by fuzzing. */
  @Test
  void shouldRefuseHexadecimalDigitsOfOtherScripts() {
    assertThat(fault("{\"\\u00\u30614\":1}")).contains("without four hexadecimal digits");
  }

  @Test
  void shouldReadABackslashBeforeAnotherScript() {
    assertThat(readable("{\"\\\\u\u3061\":1}").object().has("\\u\u3061")).isTrue();
  }

  static Stream<byte[]> notUtf8() {
    return Stream.of(
        new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
        "{}".getBytes(StandardCharsets.UTF_16BE),
        "{}".getBytes(StandardCharsets.UTF_16));
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void shouldRefuseWhatIsNotUtf8(byte[] body) {
    assertThat(StrictJson.read(body)).isInstanceOf(StrictJson.JsonResult.Unreadable.class);
  }

  @Test
  void shouldCutOutEveryElementAsItWasWritten() {
    var padding = "\"p\":\"" + "é😀".repeat(1_000) + "\",";
    var more = "\"q\":[\"list\",{\"list\":[1]}],\"r\":\"" + "z".repeat(8_000) + "\"";
    var list = "[ {\"a\" : -1.5e3 } ,\"\\u00e9 \\\"q\\\"\", true,null , [] ,{}, -1.5e3 ,12 ]";
    var text = "{ " + padding + more + ", \"list\" : " + list + " }";

    var elements = StrictJson.elements(text.getBytes(StandardCharsets.UTF_8), "list");

    assertThat(elements)
        .containsExactly(
            "{\"a\" : -1.5e3 }",
            "\"\\u00e9 \\\"q\\\"\"",
            "true",
            "null",
            "[]",
            "{}",
            "-1.5e3",
            "12");
  }

  static Stream<String> upToTheLimits() {
    return Stream.of(
        "[".repeat(31) + "]".repeat(31),
        "[" + "1,".repeat(4_993) + "1]",
        "\"" + "x".repeat(8_192) + "\"",
        "\"" + "é".repeat(4_096) + "\"",
        "\"\\ud83d\\ude00\"");
  }

  @ParameterizedTest
  @MethodSource("upToTheLimits")
  void shouldReadUpToTheLimits(String value) {
    assertThat(readable("{\"a\":" + value + "}").object().size()).isEqualTo(1);
  }

  @Test
  void shouldWriteOneCanonicalTextForAllSpellings() {
    var one = readable("{\"b\":[1.50,1e3,null,{}],\"a\":\"\\u0041\\n\\\"\"}").object();
    var other =
        readable(" { \"a\" : \"A\\u000a\\u0022\" , \"b\":[ 15e-1 , 1000.0, null,{ }] }").object();

    assertThat(StrictJson.canonical(one))
        .isEqualTo("{\"a\":\"A\\n\\\"\",\"b\":[1.5,1000,null,{}]}")
        .isEqualTo(StrictJson.canonical(other));
  }

  private static StrictJson.JsonResult.Readable readable(String text) {
    return (StrictJson.JsonResult.Readable) StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String fault(String text) {
    var reading = StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    return ((StrictJson.JsonResult.Unreadable) reading).fault().sentence();
  }
}
