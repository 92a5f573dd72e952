package io.switchboard.cxone.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Parses the header {@code Retry-After}: seconds or an HTTP date, capped at 5 minutes. */
public final class RetryAfter {
  /** The longest wait. */
  public static final Duration MAX_WAIT = Duration.ofMinutes(5);

  private RetryAfter() {}

  /** The wait that the headers of a response ask for. */
  public static Optional<Duration> of(HttpHeaders headers, Instant now) {
    return headers.firstValue("Retry-After").flatMap(header -> parse(header, now));
  }

  /** The wait; empty when the header is neither form, zero for a date in the past. */
  public static Optional<Duration> parse(String header, Instant now) {
    var text = header.strip();
    if (text.matches("\\d+(\\.\\d+)?")) {
      var seconds = text.length() > 9 ? MAX_WAIT.toSeconds() : Math.ceil(Double.parseDouble(text));
      return Optional.of(capped(Duration.ofSeconds((long) seconds)));
    }
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(capped(Duration.between(now, date)));
    } catch (DateTimeException _) {
      return Optional.empty(); // neither form: treated as absent
    }
  }

  private static Duration capped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
  }
}
