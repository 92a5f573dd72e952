package io.switchboard.replay.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Local times as instants, also on the days when the clocks of a zone are changed: a time in the
 * hour that is skipped is the instant of the change, and one in the hour that is repeated is one of
 * two instants. Pure.
 */
public final class LocalTimes {
  private LocalTimes() {}

  /** The first instant at which the clocks of the zone show this time. */
  public static Instant earliest(LocalDateTime time, ZoneId zone) {
    var change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  /** The last instant at which the clocks of the zone show this time. */
  public static Instant latest(LocalDateTime time, ZoneId zone) {
    var change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }

  /** Whether the clocks of the zone show this time exactly once. */
  public static boolean isClear(LocalDateTime time, ZoneId zone) {
    return zone.getRules().getTransition(time) == null;
  }
}
