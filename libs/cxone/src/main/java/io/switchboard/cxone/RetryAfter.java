package io.switchboard.cxone;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header Retry-After: seconds or an HTTP date, never more than 5 minutes. */
public final class RetryAfter {
  /** More than this nobody waits. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private RetryAfter() {}

  /** Empty when it can be read as neither. A date in the past is zero. */
  public static Optional<Duration> parse(String header, Instant now) {
    var text = header.strip();
    if (text.matches("\\d+(\\.\\d+)?")) {
      var seconds = text.length() > 9 ? LONGEST.toSeconds() : Math.ceil(Double.parseDouble(text));
      return Optional.of(capped(Duration.ofSeconds((long) seconds)));
    }
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(capped(Duration.between(now, date)));
    } catch (DateTimeException _) {
      return Optional.empty(); // neither form: as if it were not there
    }
  }

  private static Duration capped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
