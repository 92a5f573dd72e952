package io.switchboard.sink.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain JSON is read in another way than the rest, and nobody may see that. */
final class FieldsTest {
  private static final int DOCUMENTS = 2_000;

  private static final List<String> NAMES =
      List.of("id", "email", "name", "a b", "größe", "", "x:y", "{", "a,b", "naïve\uD83D\uDE00");

  private static final List<String> VALUES =
      List.of(
          "\"Ada\"",
          "\"\"",
          "\"Zoë \uD83D\uDE00\"",
          "\" } , ] : \"",
          "0",
          "-0",
          "-12",
          "1.50",
          "-0.0",
          "1e3",
          "2.5E-7",
          "12345678901234567890123",
          "true",
          "false",
          "null",
          "[]",
          "{}",
          "[1, 1.0,\"a\" ,{\"b\":[null]}]",
          "{\"id\": {\"id\":\"x\"} }",
          "\"with \\\"escapes\\\" \\u00fc\"");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldReadPlainJsonAsTheTreeReadsIt(long seed) throws Exception {
    var random = new Random(seed);
    var plain = 0;
    for (var i = 0; i < DOCUMENTS; i++) {
      var json = document(random).getBytes(UTF_8);

      var fields = Objects.requireNonNull(Fields.read(json));

      assertSame(fields, Objects.requireNonNull(TreeFields.read(json)), random);
      plain += fields instanceof PlainFields ? 1 : 0;
    }
    assertThat(plain).isBetween(DOCUMENTS / 2, DOCUMENTS - 1);
  }

  private static void assertSame(Fields fields, TreeFields tree, Random random) throws Exception {
    for (var name : NAMES) {
      assertThat(fields.text(name)).as(name).isEqualTo(tree.text(name));
      assertThat(parsed(fields.json(name))).as(name).isEqualTo(parsed(tree.json(name)));
    }
    var taken = Set.copyOf(NAMES.subList(0, random.nextInt(NAMES.size())));
    assertThat(parsed(fields.rest(taken))).isEqualTo(parsed(tree.rest(taken)));
    assertThat(fields.tree()).isEqualTo(tree.tree());
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void shouldRefuseWhatTheTreeRefuses(long seed) throws Exception {
    var random = new Random(seed);
    var refused = 0;
    for (var i = 0; i < DOCUMENTS; i++) {
      var json = document(random).getBytes(UTF_8);
      for (var hit = random.nextInt(3); hit >= 0; hit--) {
        json[random.nextInt(json.length)] = (byte) random.nextInt(256);
      }

      var readable = isReadable(json);

      if (!new String(json, UTF_8).matches("(?s).*[eE][+-]?\\d{9}.*")) { // PostgreSQL refuses those
        assertThat(readable).as(new String(json, UTF_8)).isEqualTo(isReadableAsTree(json));
      }
      refused += readable ? 0 : 1;
    }
    assertThat(refused).isBetween(DOCUMENTS / 10, DOCUMENTS - 1);
  }

  private static boolean isReadable(byte[] json) {
    try {
      return Fields.read(json) != null;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isReadableAsTree(byte[] json) {
    try {
      return TreeFields.read(json) != null;
    } catch (IOException _) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "\"a\"", "1", "null", "true"})
  void shouldFindNoFieldsInWhatIsNoObject(String json) throws Exception {
    assertThat(Fields.read(json.getBytes(UTF_8))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{} {}", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":\"b", "{\"a\":01}"})
  void shouldNotReadWhatIsNoJson(String json) {
    assertThatThrownBy(() -> Fields.read(json.getBytes(UTF_8))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {" {\"a\":1}", "\uFEFF{\"a\":1}", "{\"a\":\"\\n\"}", "{\"a\":\"\uFFFD\"}"})
  void shouldLeaveToTheTreeWhatIsNotPlain(String json) throws Exception {
    assertThat(Fields.read(json.getBytes(UTF_8))).isInstanceOf(TreeFields.class);
  }

  @Test
  void shouldNotReadANumberThatNothingCanHoldIntoATree() {
    var json = " {\"a\":1e12345678901}".getBytes(UTF_8);

    assertThatThrownBy(() -> Fields.read(json)).isInstanceOf(IOException.class);
  }

  @Test
  void shouldSayWhichNumberNothingCanHold() throws Exception {
    var fields = Objects.requireNonNull(PlainFields.read("{\"a\":1e99999999999}".getBytes(UTF_8)));

    assertThatThrownBy(() -> fields.text("a"))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageNotContaining("999");
  }

  private static JsonNode parsed(@Nullable String json) throws IOException {
    var bytes = Objects.requireNonNullElse(json, "null").getBytes(UTF_8);
    return TreeFields.node(bytes, 0, bytes.length);
  }

  private static String document(Random random) {
    return IntStream.range(0, random.nextInt(20))
        .mapToObj(_ -> space(random) + field(random) + space(random))
        .collect(Collectors.joining(",", "{", space(random) + "}" + space(random)));
  }

  private static String field(Random random) {
    return '"'
        + NAMES.get(random.nextInt(NAMES.size()))
        + '"'
        + space(random)
        + ":"
        + space(random)
        + VALUES.get(random.nextInt(random.nextInt(8) == 0 ? VALUES.size() : VALUES.size() - 1));
  }

  private static String space(Random random) {
    return random.nextInt(4) == 0 ? " \n\t".substring(0, 1 + random.nextInt(3)) : "";
  }
}
