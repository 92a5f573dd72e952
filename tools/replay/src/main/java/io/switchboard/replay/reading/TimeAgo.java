package io.switchboard.replay.reading;

import java.time.Duration;
import java.util.regex.Pattern;

/** A time before now: {@code -15m} or {@code 15m}. */
public final class TimeAgo {
  private static final Pattern FORM = Pattern.compile("-?(\\d{1,9})(ms|s|m|h|d)");

  private TimeAgo() {}

  /** Whether a text has this form. */
  public static boolean matches(String text) {
    return FORM.matcher(text).matches();
  }

  /** The duration before now. */
  public static Duration parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no time before now, like -15m");
    }
    var number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
