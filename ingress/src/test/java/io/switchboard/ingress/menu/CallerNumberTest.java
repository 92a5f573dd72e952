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
    "'',",
    ","
  })
  void shouldReadTheNumberThatAProfileStandsUnder(
      @Nullable String from, @Nullable String expected) {
    assertThat(CallerNumber.of(from, "US")).isEqualTo(expected);
  }
}
