package io.switchboard.ivr.menu;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opening hours.
 *
 * @param zone an IANA zone, daylight saving included
 * @param holidays whole days, in that zone
 */
public record OpeningHours(ZoneId zone, List<Period> periods, Set<LocalDate> holidays) {

  /** The state at an instant. */
  public enum HoursState {
    OPEN,
    CLOSED,
    HOLIDAY
  }

  /**
   * Some days of the week, in minutes of the day; {@code to} at or before {@code from} is on the
   * next day.
   */
  public record Period(Set<DayOfWeek> days, int from, int to) {
    public Period {
      days = Set.copyOf(days);
    }

    /** For example {@code MON TUE 09:00-17:00}. */
    public String text() {
      var names =
          days.stream()
              .sorted()
              .map(day -> day.name().substring(0, 3))
              .collect(Collectors.joining(" "));
      return names + " " + time(from) + "-" + time(to);
    }

    private static String time(int minutes) {
      return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }

    private boolean holds(DayOfWeek day, int minute) {
      return to > from
          ? days.contains(day) && minute >= from && minute < to
          : (days.contains(day) && minute >= from) || (days.contains(day.minus(1)) && minute < to);
    }
  }

  public OpeningHours {
    periods = List.copyOf(periods);
    holidays = Set.copyOf(holidays);
  }

  /** The state at an instant, by local time. */
  public HoursState at(Instant time) {
    var local = time.atZone(zone);
    if (holidays.contains(local.toLocalDate())) {
      return HoursState.HOLIDAY;
    }
    var minute = local.getHour() * 60 + local.getMinute();
    return periods.stream().anyMatch(period -> period.holds(local.getDayOfWeek(), minute))
        ? HoursState.OPEN
        : HoursState.CLOSED;
  }
}
