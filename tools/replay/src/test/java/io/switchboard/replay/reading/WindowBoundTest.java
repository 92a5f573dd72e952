package io.switchboard.replay.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowBoundTest {
  /** A quarter past midnight of the 27th in Berlin. */
  private static final Instant NOW = Instant.parse("2026-11-26T23:15:00Z");

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "1h, 2026-11-26T22:15:00Z",
    "-1h, 2026-11-26T22:15:00Z",
    "today, 2026-11-26T23:00:00Z",
    "yesterday, 2026-11-25T23:00:00Z",
    "2026-11-26, 2026-11-25T23:00:00Z",
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-11-26T17:00, 2026-11-26T16:00:00Z",
    "2026-11-26 17:00:30, 2026-11-26T16:00:30Z",
    "2026-11-26T17:00:00Z, 2026-11-26T17:00:00Z",
    "2026-11-26T17:00:00+05:00, 2026-11-26T12:00:00Z"
  })
  void shouldReadTimesInTheZone(String text, Instant expected) {
    assertThat(WindowBound.parse(text, NOW, BERLIN)).isEqualTo(new WindowBound.At(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T02:30, Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z",
    "2026-10-25T02:30, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
    "2018-11-04, America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04T03:00:00Z",
    "2023-11-05T01:00, US/Pacific, 2023-11-05T08:00:00Z, 2023-11-05T09:00:00Z",
    "2024-04-26, Africa/Cairo, 2024-04-25T22:00:00Z, 2024-04-25T22:00:00Z",
    "2024-10-31T23:30, Africa/Cairo, 2024-10-31T20:30:00Z, 2024-10-31T21:30:00Z",
    "2026-11-26T17:00, Asia/Calcutta, 2026-11-26T11:30:00Z, 2026-11-26T11:30:00Z"
  })
  void shouldLeaveOutNothingWhenTheClocksAreChanged(
      String text, ZoneId zone, Instant from, Instant to) {
    assertThat(WindowBound.parse(text, NOW, zone)).isEqualTo(new WindowBound.At(from));
    assertThat(WindowBound.parseEnd(text, NOW, zone)).isEqualTo(new WindowBound.At(to));
  }

  @Test
  void shouldReadPlacesOnTheLog() {
    assertThat(WindowBound.parse("beginning", NOW, BERLIN)).isEqualTo(new WindowBound.Beginning());
    assertThat(WindowBound.parse("now", NOW, BERLIN)).isEqualTo(new WindowBound.End());
    assertThat(WindowBound.parse("42", NOW, BERLIN)).isEqualTo(new WindowBound.Offset(42));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "1y", "2026-02-30", "2026-11-26T25:00", "yesterday 5"})
  void shouldNameTheFormsWhenATextHasNone(String text) {
    assertThatThrownBy(() -> WindowBound.parse(text, NOW, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("yesterday, 2026-11-26");
  }
}
