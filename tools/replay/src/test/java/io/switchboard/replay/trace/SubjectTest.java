package io.switchboard.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubjectTest {
  private static final Subject NUMBER = Subject.of("+1 415 555 2671", "US");

  @ParameterizedTest
  @CsvSource({
    "+14155552671, true",
    "4155552671, true",
    "14155552671, true",
    "0014155552671, true",
    "(415) 555-2671, true",
    "+1 415 555 2671 ext. 99, true",
    "raw:14155552671, true",
    "+14155552672, false",
    "4155552672, false",
    "+4155552671, false",
    "contact-2671, false",
  })
  void shouldRecogniseANumberAsItWasSent(String key, boolean expected) {
    assertThat(NUMBER.is(key, true)).isEqualTo(expected);
  }

  @Test
  void shouldSearchTopicsOfCallsForPlainKeysOnly() {
    var idOrNumber = Subject.of("4155552671", "US");

    assertThat(idOrNumber.keysIn(Stage.DTMF))
        .contains("4155552671", "+14155552671")
        .noneMatch(key -> key.startsWith("raw:") || key.startsWith("contact:"));
    assertThat(idOrNumber.keysIn(Stage.DNC_EVENTS)).contains("raw:14155552671");
  }

  @Test
  void shouldNotSearchTopicsOfCallsForANumberWithItsPlusSign() {
    assertThat(NUMBER.keysIn(Stage.DTMF)).isEmpty();
    assertThat(NUMBER.keysIn(Stage.DNC_EVENTS)).contains("+14155552671", "raw:14155552671");
  }

  @Test
  void shouldKeepAPrefixThatIsPartOfAnId() {
    assertThat(Subject.of("call:7", "US").keysIn(Stage.DTMF)).containsExactly("call:7");
  }

  @Test
  void shouldSearchConsentForItsKeysOnly() {
    assertThat(Subject.of("call-7", "US").keysIn(Stage.DNC_DECISIONS))
        .contains("call:call-7", "contact:call-7")
        .doesNotContain("call-7");
  }

  @Test
  void shouldSearchAnswersForWhatCxoneKnowsOnly() {
    assertThat(Subject.of("call-7", "US").keysIn(Stage.PUSHES)).containsExactly("call-7");
    assertThat(NUMBER.keysIn(Stage.PUSHES))
        .contains("+14155552671")
        .noneMatch(key -> key.startsWith("raw:"));
  }
}
