package io.switchboard.replay.reading;

import java.time.Instant;

/**
 * A part of a log.
 *
 * @param from its begin
 * @param to its end, exclusive
 */
public record LogWindow(WindowBound from, WindowBound to) {
  /** Everything that is retained. */
  public static final LogWindow ALL =
      new LogWindow(new WindowBound.Beginning(), new WindowBound.End());

  /** Whether a record of this time belongs to the window; offsets are bounded by the ranges. */
  public boolean contains(long timestamp) {
    return (!(from instanceof WindowBound.At(var begin)) || !isBefore(timestamp, begin))
        && (!(to instanceof WindowBound.At(var end)) || isBefore(timestamp, end));
  }

  private static boolean isBefore(long timestamp, Instant time) {
    return timestamp < time.toEpochMilli();
  }
}
