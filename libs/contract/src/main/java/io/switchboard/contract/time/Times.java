package io.switchboard.contract.time;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times on the wire, for all services: read leniently, written in one form (RFC 3339 in UTC with
 * milliseconds). Smaller units are truncated.
 *
 * <p>Accepted are RFC 3339 with any offset ({@code Z}, {@code +00:00}, {@code +0000}, {@code +00},
 * {@code UTC}), in upper or lower case, with a blank instead of the T, with a fraction after a
 * point or a comma, without seconds, with the name of the zone behind the offset ({@code
 * +01:00[Europe/Berlin]}), and with the leap second {@code :60}, which is the first of the next
 * minute as in PostgreSQL; epoch seconds, milliseconds, microseconds or nanoseconds in digits, with
 * or without a fraction or an exponent (not rounded to six digits, {@code 1.79517E+12}), also as
 * {@code /Date(1795168800000)/}; and the form of HTTP and mail, {@code Fri, 20 Nov 2026 10:00:00
 * GMT}. A time without an offset is not accepted: its zone is unknown.
 */
public final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,30}))?)?"
              + " ?(?:(?:[Zz]|UTC|GMT)|([+-])(\\d\\d)(?::?(\\d\\d))?(?: [A-Z]{3,5})?)"
              + "(?:\\[[A-Za-z][A-Za-z0-9_+/-]{0,50}\\])?");

  /** As the serializers of .NET write it; the offset changes nothing. */
  private static final Pattern DOT_NET =
      Pattern.compile("\\\\?/Date\\((\\d{1,16})(?:[+-]\\d{4})?\\)\\\\?/");

  private static final Pattern RFC_1123 =
      Pattern.compile(
          "(?:[A-Z][a-z]{2}, )?\\d{1,2} [A-Z][a-z]{2} \\d{4} [\\d:]{5,8} [A-Z0-9+-]{3,5}");

  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.RFC_1123_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern EPOCH =
      Pattern.compile("\\d{1,30}(?:\\.\\d{0,30})?(?:[eE]\\+?\\d\\d?)?");

  /** Digits of a number that a spreadsheet shows in a column of the usual width. */
  private static final int MAX_ROUNDED_DIGITS = 6;

  /** No accepted form is longer. */
  private static final int MAX_LENGTH = 80;

  private static final int LEAP_SECOND = 60;

  /** Eleven digits of seconds end in the year 5138: larger numbers are milliseconds. */
  private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1_000);

  /** Earlier times are errors of a sender's clock or unit, because CXone is younger. */
  private static final Instant EARLIEST_USABLE = Instant.parse("2000-01-01T00:00:00Z");

  /** Microseconds from 2000 to 2100; milliseconds of the same size are in the year 31,968. */
  private static final SmallUnit MICROS = SmallUnit.of(1_000);

  private static final SmallUnit NANOS = SmallUnit.of(1_000_000);

  /** PostgreSQL accepts the years between these. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  private Times() {}

  /** The earlier of two times. */
  public static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The later of two times. */
  public static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** RFC 3339 in UTC with exactly three fraction digits. */
  public static String format(Instant time) {
    return inRange(time) ? CanonicalTime.write(time) : MILLIS.format(time);
  }

  /**
   * Reads a time from 1970 to 9999; empty when it cannot be read. A number before the year 2000 is
   * not a time: {@code 202405201010} is a date without punctuation, not an instant of 1976.
   */
  public static Optional<Instant> parse(@Nullable String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var canonical = CanonicalTime.read(text);
    var time = canonical == null ? read(text.strip()) : canonical;
    return Optional.ofNullable(time)
        .filter(Times::inRange)
        .map(read -> read.truncatedTo(ChronoUnit.MILLIS));
  }

  /**
   * Reads a sender's time if it is usable: from the year 2000 on, and not more than a day after its
   * receipt.
   */
  public static Optional<Instant> usable(@Nullable String text, Instant receivedAt) {
    return parse(text).filter(time -> isUsable(time, receivedAt));
  }

  static boolean isUsable(Instant time, Instant receivedAt) {
    return !time.isBefore(EARLIEST_USABLE) && !time.isAfter(receivedAt.plus(MAX_AHEAD));
  }

  private static @Nullable Instant read(String text) {
    if (EPOCH.matcher(text).matches()) {
      return isRounded(text) ? null : epoch(new BigDecimal(text));
    }
    try {
      var found = RFC_3339.matcher(text);
      return found.matches() ? rfc3339(found) : otherForm(text);
    } catch (DateTimeException _) {
      return null; // for example the thirtieth of February: a regular result
    }
  }

  /** {@code 1.79517E+12}, as spreadsheets write milliseconds: the last digit is three hours. */
  private static boolean isRounded(String number) {
    var exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
    var digits = number.indexOf('.') < 0 ? exponent : exponent - 1;
    return exponent >= 0 && digits <= MAX_ROUNDED_DIGITS;
  }

  private static @Nullable Instant otherForm(String text) {
    var date = DOT_NET.matcher(text);
    if (date.matches()) {
      return epoch(new BigDecimal(date.group(1)));
    }
    return RFC_1123.matcher(text).matches()
        ? HTTP.parse(text.replaceFirst("(UTC|UT|Z)$", "GMT"), Instant::from)
        : null;
  }

  private static @Nullable Instant epoch(BigDecimal number) {
    var millis = millis(number);
    if (millis.compareTo(BigDecimal.valueOf(EARLIEST_USABLE.toEpochMilli())) < 0
        || millis.compareTo(BigDecimal.valueOf(LATEST.toEpochMilli())) > 0) {
      return null;
    }
    return Instant.ofEpochMilli(millis.longValue());
  }

  private static BigDecimal millis(BigDecimal number) {
    if (number.compareTo(FIRST_MILLIS) < 0) {
      return number.multiply(MILLIS_PER_SECOND);
    }
    return MICROS.contains(number)
        ? number.movePointLeft(3)
        : NANOS.contains(number) ? number.movePointLeft(6) : number;
  }

  /** Numbers that are times of this century in a unit smaller than milliseconds. */
  private record SmallUnit(BigDecimal first, BigDecimal end) {
    static SmallUnit of(long unitsPerMilli) {
      var units = BigDecimal.valueOf(unitsPerMilli);
      return new SmallUnit(
          units.multiply(BigDecimal.valueOf(EARLIEST_USABLE.toEpochMilli())),
          units.multiply(BigDecimal.valueOf(Instant.parse("2100-01-01T00:00:00Z").toEpochMilli())));
    }

    boolean contains(BigDecimal number) {
      return number.compareTo(first) >= 0 && number.compareTo(end) < 0;
    }
  }

  private static Instant rfc3339(Matcher found) {
    var second = found.group(3) == null ? 0 : Integer.parseInt(found.group(3));
    if (second > LEAP_SECOND) {
      throw new DateTimeException("not a second");
    }
    return LocalDateTime.parse(found.group(1) + "T" + found.group(2))
        .plusSeconds(second)
        .plusNanos(nanos(found.group(4)))
        .minusMinutes(offsetMinutes(found))
        .toInstant(ZoneOffset.UTC);
  }

  private static long nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
  }

  private static int offsetMinutes(Matcher found) {
    if (found.group(5) == null) {
      return 0;
    }
    var hours = Integer.parseInt(found.group(6));
    var minutes = found.group(7) == null ? 0 : Integer.parseInt(found.group(7));
    if (hours > 23 || minutes > 59) {
      throw new DateTimeException("not an offset");
    }
    return (found.group(5).equals("-") ? -1 : 1) * (hours * 60 + minutes);
  }

  private static boolean inRange(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }
}
