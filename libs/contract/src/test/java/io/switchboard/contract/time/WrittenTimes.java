package io.switchboard.contract.time;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Moments as senders write them, by the JDK's formatters. */
final class WrittenTimes {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private WrittenTimes() {}

  /** A moment of whole milliseconds in every accepted form. */
  static List<String> forms(Instant moment, Random random) {
    var forms = new ArrayList<String>();
    var offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-17 * 60, 17 * 60));
    var local = LOCAL.format(moment.atOffset(offset));
    var utc = LOCAL.format(moment.atOffset(ZoneOffset.UTC));
    var hoursAndMinutes = DateTimeFormatter.ofPattern("xxx").format(moment.atOffset(offset));
    for (var zone : List.of("Z", "z", "+00:00", "+0000", "+00", "-00:00")) {
      forms.add(utc + zone);
      forms.add(utc.replace('T', ' ').replace('.', ',') + zone);
      forms.add(utc.replace('T', 't') + "00" + zone);
    }
    forms.add(local + hoursAndMinutes);
    forms.add(local.replace('.', ',') + hoursAndMinutes.replace(":", ""));
    var millis = BigDecimal.valueOf(moment.toEpochMilli());
    if (moment.getEpochSecond() < 100_000_000_000L) { // larger numbers are milliseconds
      forms.add(millis.movePointLeft(3).toPlainString());
    }
    if (millis.precision() >= 12) {
      forms.add(millis.toPlainString());
      forms.add(millis.toPlainString() + ".0");
      forms.add(
          millis
              .round(new java.math.MathContext(20))
              .stripTrailingZeros()
              .toEngineeringString()
              .replace("E+", "e"));
    }
    return forms;
  }

  /** A time with one character exchanged, left out or doubled. */
  static String damaged(Random random) {
    var text =
        new StringBuilder(
            LOCAL.format(
                    Instant.ofEpochMilli(random.nextLong(946_684_800_000L, 4_102_444_800_000L))
                        .atOffset(ZoneOffset.UTC))
                + (random.nextBoolean() ? "Z" : "+05:30"));
    var at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.setCharAt(at, "0123456789:-+.TZ x".charAt(random.nextInt(18)));
      case 1 -> text.deleteCharAt(at);
      default -> text.insert(at, text.charAt(at));
    }
    return text.toString();
  }

  /** What the JDK reads, in milliseconds, once our other forms are written in its own. */
  static Optional<Instant> byTheJdk(String text) {
    try {
      var strict =
          text.replaceFirst("^(.{10}) ", "$1T")
              .replaceFirst(" ?(Z|[+-]\\d\\d(:?\\d\\d)?)$", "$1")
              .replaceFirst("(:\\d\\d(\\.\\d+)?[+-]\\d\\d)(\\d\\d)$", "$1:$3")
              .replaceFirst("(:\\d\\d(\\.\\d+)?[+-]\\d\\d)$", "$1:00");
      return Optional.of(OffsetDateTime.parse(strict).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
