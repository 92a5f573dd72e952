package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.phone.NumberReading.NoNumber;
import io.switchboard.contract.phone.NumberReading.Readable;
import io.switchboard.contract.phone.NumberReading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of reading a number, each with its table: what is written, where, what is meant. */
final class NumberReadingTest {
  private static final Pattern CODE = Pattern.compile("\\\\u([0-9A-F]{4})");

  @ParameterizedTest
  @CsvFileSource(
      resources = {
        "/numbers/1-addresses.txt",
        "/numbers/2-spreadsheets.txt",
        "/numbers/3-labels-and-extensions.txt",
        "/numbers/3-vanity.txt",
        "/numbers/4-several.txt",
        "/numbers/5-foreign.txt",
        "/numbers/6-withheld.txt",
        "/numbers/7-raw.txt"
      },
      delimiter = '→',
      quoteCharacter = '\0',
      maxCharsPerColumn = 2_000)
  void shouldReadByTheRules(String text, String region, String expected) {
    assertThat(said(NumberReading.of(unescaped(text), region))).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {41, 250, 1_000, 2_000, 100_000})
  void shouldReadLongTextsWithoutOverflow(int length) {
    for (var part :
        List.of("1", "a", "1a", "+", "(0)", "ext 1", "<", "@", ";x=", "\"", "#1", "=", "%2")) {
      assertThat(NumberReading.of(part.repeat(length / part.length() + 1), "US"))
          .as(part)
          .isNotInstanceOf(Readable.class);
    }
  }

  @Test
  void shouldReadTheNumberAtTheBeginningOfALongText() {
    assertThat(PhoneNumber.parse("+1 415-555-0109" + " ".repeat(5_000) + "home", "US"))
        .contains(new PhoneNumber("+14155550109"));
  }

  @Test
  void shouldKeepTheDigitsOfMoreNumbersThanItReads() {
    var numbers = IntStream.range(100, 150).mapToObj(n -> "4155550" + n).toList();

    var keys = DncKey.forOptOut(String.join(",", numbers) + ",4155550100,4155550149", "US");

    assertThat(keys).hasSize(50).contains("+14155550100", "raw:4155550149");
    assertThat(numbers)
        .allSatisfy(n -> assertThat(DncKey.forLookup(n, "US")).containsAnyElementsOf(keys));
  }

  @Test
  void shouldReadEveryNumberOfALongText() {
    var numbers = IntStream.range(100, 700).mapToObj(n -> "4155550" + n).toList();

    var keys = DncKey.forOptOut(String.join("\n", numbers), "US");

    assertThat(numbers)
        .allSatisfy(n -> assertThat(DncKey.forLookup(n, "US")).containsAnyElementsOf(keys));
  }

  @ParameterizedTest
  @ValueSource(ints = {190, 194, 195, 196, 800, 1_600})
  void shouldReadNumbersWholeThatAreFarBehindInAText(int words) {
    var text = "+14155550109 " + "home ".repeat(words) + "+44 20 7946 0958";

    assertThat(PhoneNumber.readings(text, "US"))
        .containsExactly(new PhoneNumber("+14155550109"), new PhoneNumber("+442079460958"));
    assertThat(DncKey.forLookup(text, "US")).contains("+14155550109", "+442079460958");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "  ", ", ", "/"})
  void shouldCutNoNumberOfALongListInTwo(String separator) {
    var numbers = IntStream.range(100, 300).mapToObj(n -> "4155550" + n).toList();

    var keys = DncKey.forOptOut(String.join(separator, numbers), "US");

    assertThat(numbers)
        .allSatisfy(n -> assertThat(DncKey.forLookup(n, "US")).containsAnyElementsOf(keys));
    assertThat(keys).hasSize(200);
  }

  @Test
  void shouldKeepTheDigitsOfEachNumberInALongRowOfGroups() {
    var numbers = IntStream.range(100, 160).mapToObj(n -> "415 555 0" + n).toList();

    var keys = DncKey.forOptOut(String.join(" ", numbers), "US");

    assertThat(numbers)
        .allSatisfy(n -> assertThat(DncKey.forLookup(n, "US")).containsAnyElementsOf(keys));
  }

  private static String said(NumberReading reading) {
    return switch (reading) {
      case Readable(var numbers, _, var unreadable) -> {
        var all = new ArrayList<String>();
        numbers.forEach(number -> all.add(number.e164()));
        unreadable.forEach(digits -> all.add("raw:" + digits));
        yield String.join(" ", all);
      }
      case Unreadable(var digits, var damaged) -> (damaged ? "damaged raw:" : "raw:") + digits;
      case NoNumber() -> "no number";
    };
  }

  /** The tables write invisible characters as their code, and line ends as Java does. */
  private static String unescaped(String text) {
    return CODE.matcher(text)
        .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)))
        .translateEscapes();
  }
}
