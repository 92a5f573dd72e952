package io.switchboard.replay.reading;

import java.time.Instant;

/**
 * Which part of a log is wanted.
 *
 * @param from the first that belongs to it
 * @param to the first that does not
 */
public record LogWindow(WindowBound from, WindowBound to) {
  /** Everything that is kept. */
  public static final LogWindow ALL =
      new LogWindow(new WindowBound.Beginning(), new WindowBound.End());

  /** Whether a record of this time belongs to it; offsets are bounded by the ranges. */
  public boolean contains(long timestamp) {
    return (!(from instanceof WindowBound.At(var begin)) || !isBefore(timestamp, begin))
        && (!(to instanceof WindowBound.At(var end)) || isBefore(timestamp, end));
  }

  private static boolean isBefore(long timestamp, Instant time) {
    return timestamp < time.toEpochMilli();
  }
}
