package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskTest {
  /** What the scanner finds, as a regular expression that overflows the stack on long texts. */
  private static final Pattern NUMBERS = Pattern.compile("\\+?\\d(?:[ ().\\-/]{0,2}\\d){6,}");

  @ParameterizedTest
  @CsvSource({
    "+14155552671, ***71",
    "(415) 555-2671, ***71",
    "911, ***",
    "٠١٢٣٤٥٦٧٨, ***٧٨",
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

  @ParameterizedTest
  @ValueSource(ints = {2_000, 100_000, 2_000_000})
  void shouldMaskATextOfAnyLength(int digits) {
    assertThat(Mask.text("a" + "7".repeat(digits) + "b")).isEqualTo("a***77b");
    assertThat(Mask.wholeNumbers("a " + "7-".repeat(digits) + "7 b")).isEqualTo("a ***77 b");
    assertThat(Mask.wholeNumbers("7".repeat(digits) + "b")).hasSize(digits + 1);
    assertThat(Mask.wholeNumbers("123 ".repeat(digits) + "x")).isEqualTo("***23 x");
  }

  private static Stream<String> texts() {
    var random = new Random(14);
    var alphabet = "0123456789 ()+.-/aT:";
    return Stream.generate(
            () ->
                random
                    .ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(i -> alphabet.substring(i, i + 1))
                    .reduce("", String::concat))
        .limit(2_000);
  }

  @Test
  void shouldMaskWhatTheExpressionFinds() {
    assertThat(texts())
        .allSatisfy(
            text ->
                assertThat(Mask.text(text))
                    .isEqualTo(
                        NUMBERS
                            .matcher(text)
                            .replaceAll(match -> Mask.number(match.group()).replace("$", "\\$"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call +1 (415) 555-2671 now | call ***71 now",
        "(415) 555-2671 | ***71",
        "at 2026-11-20T10:00:05.000Z | at 2026-11-20T10:00:05.000Z",
        "at 2026-11-20 10:00:05 | at 2026-11-20 10:00:05",
        "4155552671 2026-11-20T10:00:05Z | ***71 2026-11-20T10:00:05Z",
        "bb5fc823164b1234567896a48 | bb5fc823164b1234567896a48",
        "415-555-2671-12x | ***71-12x",
        "415-555-2671x | 415-555-2671x",
        "123456 | 123456",
      })
  void shouldMaskWholeNumbersAndLeaveTimesAndIdsAlone(String text, String masked) {
    assertThat(Mask.wholeNumbers(text)).isEqualTo(masked);
  }
}
