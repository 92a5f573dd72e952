package io.switchboard.sink.redis;

import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills a new epoch of the mirror from PostgreSQL, beside the current one, and switches to it.
 * Lookups are served meanwhile; the mirror writes changes to both epochs.
 */
public final class MirrorRebuild {
  private static final int ROWS_AT_ONCE = 2_000;
  private static final String NEXT =
      """
      SELECT phone_number, do_not_call, event_time, event_id, source, reason
      FROM dnc_registry WHERE phone_number > ? ORDER BY phone_number LIMIT ?\
      """;

  private static final String OFFSETS =
      "SELECT topic_id, partition, next_offset FROM kafka_offsets";
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Receives the progress. */
  @FunctionalInterface
  public interface RebuildProgress {
    void at(long done, long of);
  }

  /**
   * The result.
   *
   * @param epoch the new epoch
   * @param numbers how many numbers were read from PostgreSQL
   * @param removed how many keys of older epochs were removed
   */
  public record RebuildResult(String epoch, long numbers, long removed) {}

  private final MirrorStore store;
  private final Connection connection;

  public MirrorRebuild(MirrorStore store, Connection connection) {
    this.store = store;
    this.connection = connection;
  }

  /**
   * Rebuilds. Throws IllegalStateException when another rebuild started meanwhile: the current
   * epoch stays then.
   */
  public RebuildResult run(RebuildProgress progress) throws SQLException {
    var epoch = store.begin();
    awaitRows(store.offsets());
    var of = count();
    var done = 0L;
    var last = "";
    for (var rows = next(last); !rows.isEmpty(); rows = next(last)) {
      if (store.fill(rows) == MirrorStore.Written.LOST) {
        throw new IllegalStateException("Redis lost its data during the rebuild");
      }
      last = rows.getLast().phoneNumber();
      done += rows.size();
      progress.at(done, Math.max(done, of));
    }
    if (!store.switchTo(epoch)) {
      throw new IllegalStateException("another rebuild began meanwhile; nothing was switched");
    }
    return new RebuildResult(epoch, done, store.removeBefore(epoch));
  }

  /** Changes that were written to the old epoch only must be in PostgreSQL before it is read. */
  private void awaitRows(Map<String, String> mirrored) throws SQLException {
    var end = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
    while (isBehind(mirrored)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "PostgreSQL is behind the mirror for "
                + CATCH_UP_TIMEOUT.toSeconds()
                + " s: is the sink up?");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean isBehind(Map<String, String> mirrored) throws SQLException {
    var stored = new HashMap<String, Long>();
    try (var select = connection.prepareStatement(OFFSETS);
        var rows = select.executeQuery()) {
      while (rows.next()) {
        stored.merge(rows.getString(1) + "-" + rows.getInt(2), rows.getLong(3), Math::max);
      }
    }
    return mirrored.entrySet().stream()
        .anyMatch(at -> stored.getOrDefault(at.getKey(), 0L) < Long.parseLong(at.getValue()));
  }

  private long count() throws SQLException {
    try (var select = connection.prepareStatement("SELECT count(*) FROM dnc_registry");
        var rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private List<DncRegistration> next(String after) throws SQLException {
    try (var select = connection.prepareStatement(NEXT)) {
      select.setString(1, after);
      select.setInt(2, ROWS_AT_ONCE);
      var registrations = new ArrayList<DncRegistration>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          registrations.add(registration(rows));
        }
      }
      return registrations;
    }
  }

  private static DncRegistration registration(ResultSet row) throws SQLException {
    var time = row.getTimestamp("event_time").toInstant();
    return new DncRegistration(
        row.getString("phone_number"),
        row.getBoolean("do_not_call"),
        time,
        row.getString("event_id"),
        DncSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        List.of(),
        "",
        0,
        time);
  }
}
