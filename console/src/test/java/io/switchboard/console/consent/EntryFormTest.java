package io.switchboard.console.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFormTest {
  @ParameterizedTest
  @CsvSource({
    "2026-10-25T02:30, 2026-10-26T00:00:00Z, 2026-10-25T01:30:00Z",
    "2026-10-25T02:30, 2026-10-25T00:45:00Z, 2026-10-25T00:30:00Z",
    "2026-03-29T02:30, 2026-10-26T00:00:00Z, 2026-03-29T01:00:00Z",
    "2026-07-01T10:00, 2026-10-26T00:00:00Z, 2026-07-01T08:00:00Z",
    "'', 2026-10-26T00:00:00Z, 2026-10-26T00:00:00Z",
  })
  void shouldTakeTheLaterTimeWhenTheClocksAreChanged(String at, Instant now, Instant time) {
    var form =
        new EntryForm("+14155550133", "a call", at, true, "jane", now, ZoneId.of("Europe/Berlin"));

    assertThat(form.time()).isEqualTo(time);
  }
}
