package io.switchboard.contract.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times on the wire: RFC 3339, UTC, milliseconds; read leniently, written in one form. */
public final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern EPOCH = Pattern.compile("\\d{9,13}");

  /** Years outside of these are typing errors, not times: PostgreSQL and people agree. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Times() {}

  /** RFC 3339 in UTC with exactly three fraction digits. */
  public static String format(Instant time) {
    return inRange(time) ? CanonicalTime.write(time) : MILLIS.format(time);
  }

  /**
   * Reads RFC 3339 with any offset (an upper or lower case T and Z, a blank instead of the T), or
   * epoch milliseconds or seconds in digits; truncated to milliseconds. Empty when it cannot be
   * read.
   */
  public static Optional<Instant> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    var canonical = CanonicalTime.read(text);
    if (canonical != null && inRange(canonical)) {
      return Optional.of(canonical);
    }
    var trimmed = text.strip();
    try {
      var time =
          EPOCH.matcher(trimmed).matches()
              ? fromEpoch(Long.parseLong(trimmed))
              : OffsetDateTime.parse(normalised(trimmed)).toInstant();
      return inRange(time) ? Optional.of(time.truncatedTo(ChronoUnit.MILLIS)) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty(); // an unreadable time is an answer here, not a failure
    }
  }

  private static String normalised(String text) {
    var upper = text.toUpperCase(java.util.Locale.ROOT);
    return upper.length() > 10 && upper.charAt(10) == ' '
        ? upper.substring(0, 10) + "T" + upper.substring(11)
        : upper;
  }

  private static Instant fromEpoch(long number) {
    // eleven digits of seconds end in the year 5138: what is longer is milliseconds
    return number < 100_000_000_000L ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
  }

  private static boolean inRange(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }
}
