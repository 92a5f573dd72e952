package io.switchboard.contract.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
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

  @Test
  void shouldReadAndWriteEveryTimeAsTheJdkDoes() {
    var jdk = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    var random = new Random(5);
    for (var i = 0; i < 100_000; i++) {
      var time = Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L));
      var text = Times.format(time);

      assertThat(text).isEqualTo(jdk.format(time));
      assertThat(Times.parse(text)).contains(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T10:00:00.000Z",
        "2026-11-20T24:00:01.000Z",
        "2026-11-20T10:60:00.000Z",
        "2026-11-20T10:00:0x.000Z",
        "0000-00-00T00:00:00.000Z"
      })
  void shouldNotTakeWhatOnlyLooksLikeATime(String text) {
    assertThat(Times.parse(text)).isEmpty();
  }
}
