package io.switchboard.contract.time;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times on the wire, for all services: read leniently, written in one form (RFC 3339 in UTC with
 * milliseconds). Smaller units are truncated.
 *
 * <p>Accepted are RFC 3339 with any offset ({@code Z}, {@code +00:00}, {@code +0000}, {@code +00}),
 * in upper or lower case, with a blank instead of the T, with a fraction after a point or a comma,
 * without seconds, and with the leap second {@code :60}, which is the first of the next minute as
 * in PostgreSQL; and epoch seconds or milliseconds in digits, with or without a fraction or an
 * exponent.
 */
public final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,30}))?)?"
              + " ?(?:[Zz]|([+-])(\\d\\d)(?::?(\\d\\d))?)");

  private static final Pattern EPOCH =
      Pattern.compile("\\d{1,30}(?:\\.\\d{0,30})?(?:[eE]\\+?\\d\\d?)?");

  /** No accepted form is longer. */
  private static final int MAX_LENGTH = 80;

  private static final int LEAP_SECOND = 60;

  /** Eleven digits of seconds end in the year 5138: larger numbers are milliseconds. */
  private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1_000);

  /** PostgreSQL accepts the years between these. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Earlier times are errors of a sender's clock or unit, because CXone is younger. */
  private static final Instant EARLIEST_USABLE = Instant.parse("2000-01-01T00:00:00Z");

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
      return epoch(new BigDecimal(text));
    }
    var found = RFC_3339.matcher(text);
    try {
      return found.matches() ? rfc3339(found) : null;
    } catch (DateTimeException _) {
      return null; // for example the thirtieth of February: a regular result
    }
  }

  private static @Nullable Instant epoch(BigDecimal number) {
    var millis = number.compareTo(FIRST_MILLIS) < 0 ? number.multiply(MILLIS_PER_SECOND) : number;
    if (millis.compareTo(BigDecimal.valueOf(EARLIEST_USABLE.toEpochMilli())) < 0
        || millis.compareTo(BigDecimal.valueOf(LATEST.toEpochMilli())) > 0) {
      return null;
    }
    return Instant.ofEpochMilli(millis.longValue());
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
