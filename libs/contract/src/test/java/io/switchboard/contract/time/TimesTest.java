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
    "2026-11-20T10:00:00+0000, 2026-11-20T10:00:00.000Z",
    "2026-11-20T10:00:00+00, 2026-11-20T10:00:00.000Z",
    "2026-11-20T10:00:00-00:00, 2026-11-20T10:00:00.000Z",
    "2026-11-20T10:00:00.000+0000, 2026-11-20T10:00:00.000Z",
    "2026-11-20T05:30:00.25-0430, 2026-11-20T10:00:00.250Z",
    "2026-11-21T09:59:00+23:59, 2026-11-20T10:00:00.000Z",
    "'2026-11-20T10:00:00,5Z', 2026-11-20T10:00:00.500Z",
    "'2026-11-20T10:00:00,123456+01:00', 2026-11-20T09:00:00.123Z",
    "2026-11-20T10:00Z, 2026-11-20T10:00:00.000Z",
    "' 2026-11-20T10:00:00Z ', 2026-11-20T10:00:00.000Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00.000Z",
    "2016-12-31T23:59:60.5Z, 2017-01-01T00:00:00.500Z",
    "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00.000Z",
    "1795168800, 2026-11-20T10:00:00.000Z",
    "1795168800.5, 2026-11-20T10:00:00.500Z",
    "1795168800., 2026-11-20T10:00:00.000Z",
    "1795168800000.0, 2026-11-20T10:00:00.000Z",
    "1795168800123.999, 2026-11-20T10:00:00.123Z",
    "1.7951688E9, 2026-11-20T10:00:00.000Z",
    "1.7951688e+12, 2026-11-20T10:00:00.000Z",
    "946684800, 2000-01-01T00:00:00.000Z",
    "1999-12-31T23:59:59Z, 1999-12-31T23:59:59.000Z",
    "9999-12-31T00:00:00Z, 9999-12-31T00:00:00.000Z",
    "1795168800000000, 2026-11-20T10:00:00.000Z",
    "1795168800123456, 2026-11-20T10:00:00.123Z",
    "1795168800123456.0, 2026-11-20T10:00:00.123Z",
    "1.795168800123456E15, 2026-11-20T10:00:00.123Z",
    "1795168800123456789, 2026-11-20T10:00:00.123Z",
    "946684800000000, 2000-01-01T00:00:00.000Z",
    "2026-11-20 10:00:00 UTC, 2026-11-20T10:00:00.000Z",
    "2026-11-20 10:00:00.5 GMT, 2026-11-20T10:00:00.500Z",
    "2026-11-20 10:00:00.123456789 +0000 UTC, 2026-11-20T10:00:00.123Z",
    "2026-11-20 12:00:00 +0200 CEST, 2026-11-20T10:00:00.000Z",
    "2026-11-20T10:00:00Z[UTC], 2026-11-20T10:00:00.000Z",
    "2026-11-20T11:00:00+01:00[Europe/Berlin], 2026-11-20T10:00:00.000Z",
    "/Date(1795168800000)/, 2026-11-20T10:00:00.000Z",
    "\\/Date(1795168800000+0100)\\/, 2026-11-20T10:00:00.000Z",
    "'Fri, 20 Nov 2026 10:00:00 GMT', 2026-11-20T10:00:00.000Z",
    "'Fri, 20 Nov 2026 05:00:00 -0500', 2026-11-20T10:00:00.000Z",
    "20 Nov 2026 10:00:00 UTC, 2026-11-20T10:00:00.000Z",
    "'Tue, 1 Sep 2026 10:00 GMT', 2026-09-01T10:00:00.000Z",
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
        "0",
        "-1795168800",
        "202405201010",
        "20240520",
        "946684799",
        "4102444800000000",
        "946684799999999",
        "20261120100000123",
        "17951688000000000000",
        "1.79517E+12",
        "1.80E+9",
        "1e99",
        "1795168800000,5",
        "2026-11-20T10:00:00.Z",
        "2026-11-20T10:00:61Z",
        "2026-11-20T10:00:00+24:00",
        "2026-11-20T10:00:00+1:00",
        "2026-11-20T10:00:00Z+01:00",
        "2026-11-20T10:00:00 EST",
        "2026-11-20T10:00:00[Europe/Berlin]",
        "2026-11-20T10:00:00+01:00[",
        "2026-11-20T24:00:00Z",
        "2026-11-20T10:00:00\u221205:00",
        "10000-11-20T10:00:00Z",
        "0001-01-01T00:00:00Z",
        "/Date(-62135596800000)/",
        "/Date(1795168800000",
        "/Date(now)/",
        "Mon, 20 Nov 2026 10:00:00 GMT",
        "Fri, 31 Feb 2026 10:00:00 GMT",
        "Fri, 20 Nov 2026 10:00:00",
        "Fri, 20 Nov 2026 10:00:00 EST",
        "11/20/2026 10:00:00 AM",
        "20.11.2026 10:00",
        "2026-11-20T10.5Z",
        "+2026-11-20T10:00:00Z",
        "٢٠٢٦-11-20T10:00:00Z",
        "1969-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z"
      })
  void shouldSayThatItCannotBeRead(String text) {
    assertThat(Times.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1999-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00Z",
        "2026-11-21T10:00:00.001Z",
        "9999-12-31T00:00:00Z",
        "202405201010"
      })
  void shouldNotUseATimeBeforeTwoThousandOrMoreThanADayAhead(String text) {
    assertThat(Times.usable(text, Instant.parse("2026-11-20T10:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2000-01-01T00:00:00Z", "946684800", "2026-11-21T10:00:00Z", "1795168800000"})
  void shouldUseTimesBetween(String text) {
    assertThat(Times.usable(text, Instant.parse("2026-11-20T10:00:00Z")))
        .isEqualTo(Times.parse(text))
        .isPresent();
  }

  /** The oracle: a random moment, printed in every accepted form, reads back as that moment. */
  @Test
  void shouldReadBackEveryMomentInEveryForm() {
    var random = new Random(14);
    for (var i = 0; i < 20_000; i++) {
      var moment = Instant.ofEpochMilli(random.nextLong(946_684_800_000L, 253_402_214_400_000L));

      for (var form : WrittenTimes.forms(moment, random)) {
        assertThat(Times.parse(form)).as(form).contains(moment);
      }
    }
  }

  @Test
  void shouldReadNothingOutOfNoiseThatTheJdkDoesNotRead() {
    var random = new Random(15);
    for (var i = 0; i < 20_000; i++) {
      var text = WrittenTimes.damaged(random);

      var read = Times.parse(text);

      if (read.isPresent() && !text.contains(":60")) { // a leap second, which the JDK refuses
        assertThat(WrittenTimes.byTheJdk(text)).as(text).isEqualTo(read);
      }
    }
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
