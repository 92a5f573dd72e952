package io.switchboard.replay.reading;

import io.switchboard.contract.time.Times;
import java.time.Instant;

/** A bound of a window: {@code --from} and {@code --to}. */
public sealed interface WindowBound {
  /** The first retained record. */
  record Beginning() implements WindowBound {}

  /** The end of the log at the time of the request. */
  record End() implements WindowBound {}

  /** The records from this time on. */
  record At(Instant time) implements WindowBound {}

  /** This offset, in every partition. */
  record Offset(long offset) implements WindowBound {}

  /**
   * Parses {@code beginning}, {@code end} or {@code now}, {@code -15m}, an RFC 3339 time, a date
   * (its midnight in UTC), or an offset in digits.
   *
   * @throws IllegalArgumentException naming these forms
   */
  static WindowBound parse(String text, Instant now) {
    var word = text.strip();
    switch (word) {
      case "beginning" -> {
        return new Beginning();
      }
      case "end", "now" -> {
        return new End();
      }
      default -> {}
    }
    if (TimeAgo.matches(word)) {
      return new At(now.minus(TimeAgo.parse(word)));
    }
    if (word.matches("\\d{1,18}")) {
      return new Offset(Long.parseLong(word));
    }
    var time = word.matches("\\d{4}-\\d{2}-\\d{2}") ? word + "T00:00:00Z" : word;
    return Times.parse(time)
        .<WindowBound>map(At::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no place on a log; say -15m, 2026-11-20T15:00:00Z, 2026-11-20, an"
                        + " offset, beginning or end"));
  }
}
