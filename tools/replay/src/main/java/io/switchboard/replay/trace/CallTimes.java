package io.switchboard.replay.trace;

import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.WindowBound;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a call took place, from its outcome in the database. The topics of calls are the largest, so
 * a trace of a known call reads them around these times only.
 */
public record CallTimes(Instant startedAt, Instant endedAt) {
  private static final Duration BEFORE = Duration.ofMinutes(2);

  /** Digits and repeated requests of a call that has ended arrive late. */
  private static final Duration AFTER = Duration.ofMinutes(10);

  private static final String SELECT =
      "SELECT started_at, ended_at FROM ivr_outcomes WHERE call_id = ?";

  /** Those of a call; empty while it has no outcome, and for what is no call. */
  static Optional<CallTimes> read(Connection connection, String callId) throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setQueryTimeout(10);
      select.setString(1, callId);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new CallTimes(row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
            : Optional.empty();
      }
    }
  }

  /** The first time that is read. */
  public Instant from() {
    return startedAt.minus(BEFORE);
  }

  /** The end of what is read. */
  public Instant to() {
    return endedAt.plus(AFTER);
  }

  LogWindow window() {
    return new LogWindow(new WindowBound.At(from()), new WindowBound.At(to()));
  }
}
