package io.switchboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00Z, 2026-11-20T10:00:00.000Z",
    "2026-11-20t10:00:00.5z, 2026-11-20T10:00:00.500Z",
    "2026-11-20 12:00:00+02:00, 2026-11-20T10:00:00.000Z",
    "2026-11-20T10:00:00.123456789Z, 2026-11-20T10:00:00.123Z",
    "1763632800, 2025-11-20T10:00:00.000Z",
    "1763632800123, 2025-11-20T10:00:00.123Z",
  })
  void shouldReadTheWaysInWhichTimesAreWritten(String text, String expected) {
    assertThat(Times.parse(text).map(Times::format)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-11-20",
        "2026-11-20T10:00:00",
        "12",
        "-999999999-01-01T00:00:00Z"
      })
  void shouldSayThatItCannotBeRead(String text) {
    assertThat(Times.parse(text)).isEmpty();
  }

  @Test
  void shouldWriteAlwaysThreeFractionDigits() {
    assertThat(Times.format(Instant.parse("2026-11-20T10:00:00Z")))
        .isEqualTo("2026-11-20T10:00:00.000Z");
  }
}
