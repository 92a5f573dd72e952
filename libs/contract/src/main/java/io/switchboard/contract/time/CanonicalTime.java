package io.switchboard.contract.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Formats and parses the one form in which times are written, {@code 2026-11-20T10:00:00.000Z}.
 * Hand-written, because every record contains about ten times and the formatters of the JDK take a
 * microsecond for each.
 */
final class CanonicalTime {
  private static final int LENGTH = 24;
  private static final int LENGTH_IN_SECONDS = 20;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";
  private static final int DATE_LENGTH = 10;

  /** Immutable, so that a race costs only a computation. */
  private static volatile Day last = Day.of(0);

  private CanonicalTime() {}

  /** A day and its text: most times are of one day, and the calendar is the expensive part. */
  private record Day(long epochDay, String text) {
    static Day of(long epochDay) {
      var date = LocalDate.ofEpochDay(epochDay);
      var text = SHAPE.toCharArray();
      digits(text, 0, 4, date.getYear());
      digits(text, 5, 2, date.getMonthValue());
      digits(text, 8, 2, date.getDayOfMonth());
      return new Day(epochDay, new String(text, 0, DATE_LENGTH));
    }
  }

  /** For times from 1970 to 9999. */
  static String write(Instant time) {
    var second = time.getEpochSecond();
    var day = day(second / SECONDS_OF_DAY);
    var ofDay = (int) (second % SECONDS_OF_DAY);
    var text = SHAPE.toCharArray();
    day.text().getChars(0, DATE_LENGTH, text, 0);
    digits(text, 11, 2, ofDay / 3_600);
    digits(text, 14, 2, ofDay / 60 % 60);
    digits(text, 17, 2, ofDay % 60);
    digits(text, 20, 3, time.getNano() / 1_000_000);
    return new String(text);
  }

  private static Day day(long epochDay) {
    var known = last;
    if (known.epochDay() != epochDay) {
      known = Day.of(epochDay);
      last = known;
    }
    return known;
  }

  /**
   * Reads that form, with or without milliseconds; null for any other text and for invalid dates.
   */
  static @Nullable Instant read(String text) {
    return switch (text.length()) {
      case LENGTH -> whole(text);
      case LENGTH_IN_SECONDS ->
          text.endsWith("Z") ? whole(text.substring(0, LENGTH_IN_SECONDS - 1) + ".000Z") : null;
      default -> null;
    };
  }

  private static @Nullable Instant whole(String text) {
    for (var i = 0; i < LENGTH; i++) {
      var wanted = SHAPE.charAt(i);
      var found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return null;
      }
    }
    var hour = number(text, 11, 2);
    var minute = number(text, 14, 2);
    var second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    try {
      var ofDay = hour * 3_600 + minute * 60 + second;
      return Instant.ofEpochSecond(
          epochDay(text) * SECONDS_OF_DAY + ofDay, number(text, 20, 3) * 1_000_000L);
    } catch (DateTimeException _) {
      return null; // the thirtieth of February
    }
  }

  private static long epochDay(String text) {
    var known = last;
    return text.startsWith(known.text())
        ? known.epochDay()
        : LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
  }

  private static void digits(char[] text, int from, int count, int value) {
    var left = value;
    for (var i = from + count - 1; i >= from; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }

  private static int number(String text, int from, int count) {
    var value = 0;
    for (var i = from; i < from + count; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
