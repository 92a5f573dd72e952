package io.switchboard.replay.reading;

import io.switchboard.contract.time.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;

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

  /** The forms of a bound, for help texts and errors. */
  String FORMS =
      "1h, today, yesterday, 2026-11-26, 2026-11-26T17:00 (in the zone), 2026-11-26T17:00:00Z, an offset,"
          + " beginning or end";

  /**
   * Parses {@code beginning}, {@code end} or {@code now}, {@code 15m} or {@code -15m} (before now),
   * {@code today} and {@code yesterday} (their midnight), a date (its midnight), a date and time,
   * an RFC 3339 time, or an offset in digits.
   *
   * @param zone of dates and times without an offset; of two instants the first one
   * @throws IllegalArgumentException naming these forms
   */
  static WindowBound parse(String text, Instant now, ZoneId zone) {
    return parse(text, now, zone, LocalTimes::earliest);
  }

  /** As above, for the end of a window: of two instants the last one. */
  static WindowBound parseEnd(String text, Instant now, ZoneId zone) {
    return parse(text, now, zone, LocalTimes::latest);
  }

  private static WindowBound parse(
      String text, Instant now, ZoneId zone, BiFunction<LocalDateTime, ZoneId, Instant> instant) {
    var word = text.strip();
    return switch (word) {
      case "beginning" -> new Beginning();
      case "end", "now" -> new End();
      default ->
          word.matches("\\d{1,18}")
              ? new Offset(Long.parseLong(word))
              : time(word, now, zone, instant)
                  .<WindowBound>map(At::new)
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "'" + text + "' is no time and no offset; use " + FORMS));
    };
  }

  /** A time in one of these forms; empty when it has another form. */
  static Optional<Instant> time(String word, Instant now, ZoneId zone) {
    return time(word, now, zone, LocalTimes::earliest);
  }

  /** Whether it is no local time that the zone's clocks skip or show twice. */
  static boolean isClear(String word, ZoneId zone) {
    return local(word).map(time -> LocalTimes.isClear(time, zone)).orElse(true);
  }

  private static Optional<Instant> time(
      String word, Instant now, ZoneId zone, BiFunction<LocalDateTime, ZoneId, Instant> instant) {
    if (TimeAgo.matches(word)) {
      return Optional.of(now.minus(TimeAgo.parse(word)));
    }
    var today = LocalDate.ofInstant(now, zone);
    return switch (word) {
      case "today" -> Optional.of(today.atStartOfDay(zone).toInstant());
      case "yesterday" -> Optional.of(today.minusDays(1).atStartOfDay(zone).toInstant());
      default -> {
        var local = local(word).map(time -> instant.apply(time, zone));
        yield local.isPresent() ? local : Times.parse(word);
      }
    };
  }

  private static Optional<LocalDateTime> local(String word) {
    try {
      if (word.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return Optional.of(LocalDate.parse(word).atStartOfDay());
      }
      return word.matches("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?")
          ? Optional.of(LocalDateTime.parse(word.replace(' ', 'T')))
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty(); // 2026-02-30
    }
  }
}
