package io.switchboard.ingress.menu;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerNumberTest {

  @ParameterizedTest
  @CsvSource({
    "(415) 555-2671,+14155552671",
    "+442079460958,+442079460958",
    "+15550001,+15550001",
    "anonymous,",
    "\"Jane 2\" <sip:+14155551001@10.0.0.1:5060>;tag=1,+14155551001",
    "<sip:+14155551001@10.0.0.1>,+14155551001",
    "+14155551011@trunk.example.com,+14155551011",
    "unavailable@10.0.0.9,",
    "+266696687,",
    "+7378742833,",
    "00000,",
    "12345,",
    "'',",
    ","
  })
  void shouldReadTheNumberThatAProfileStandsUnder(
      @Nullable String from, @Nullable String expected) {
    assertThat(CallerNumber.of(from, "US").profileKey()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0177 3333333,+491773333333",
    "+49 177 3333333,+491773333333",
    "491773333333,491773333333", // with the country's code, or a number of the region as it stands
    "0177 3333333 / 030 901820,0177 3333333 / 030 901820",
    "0177 3333333 or 12345678901234567890,0177 3333333 or 12345678901234567890",
    "anonymous,anonymous",
    ","
  })
  void shouldLogTheTextAsSentUnlessItMeansExactlyOneNumber(
      @Nullable String from, @Nullable String expected) {
    assertThat(CallerNumber.of(from, "DE").logged()).isEqualTo(expected);
  }
}
