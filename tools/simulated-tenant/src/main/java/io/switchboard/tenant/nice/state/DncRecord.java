package io.switchboard.tenant.nice.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number on a DNC list, with its last changes. A record is never deleted, only expired.
 *
 * @param phoneNumber digits, as sent
 * @param changes oldest first
 */
public record DncRecord(
    long recordId, String phoneNumber, Instant dateCollected, List<Change> changes) {
  private static final int MAX_CHANGES = 8;

  /**
   * One write.
   *
   * @param at the time from which it counts
   * @param expires the end of the record; without end when null
   */
  public record Change(Instant at, @Nullable Instant expires) {
    boolean activeAt(Instant time) {
      return expires == null || time.isBefore(expires);
    }
  }

  public DncRecord {
    changes = List.copyOf(changes);
  }

  /** A new record, without end. */
  static DncRecord of(long recordId, String phoneNumber, Instant now, @Nullable Instant expires) {
    return new DncRecord(recordId, phoneNumber, now, List.of(new Change(now, expires)));
  }

  /** The record after an add. */
  DncRecord add(Instant now, @Nullable Instant expires) {
    return with(new Change(now, expires));
  }

  /** The record after it was expired. */
  DncRecord expire(Instant now) {
    return with(new Change(now, now));
  }

  /** Whether the number was on the list at a time, by the writes up to that time. */
  public boolean activeAt(Instant time) {
    return at(time).map(change -> change.activeAt(time)).orElse(false);
  }

  /** The time of the last write. */
  public Instant lastUpdateTime() {
    return changes.getLast().at();
  }

  /** The end of the record by the last write. */
  public Optional<Instant> expires() {
    return Optional.ofNullable(changes.getLast().expires());
  }

  private Optional<Change> at(Instant time) {
    return changes.reversed().stream().filter(change -> !change.at().isAfter(time)).findFirst();
  }

  private DncRecord with(Change change) {
    var all = new ArrayList<>(changes);
    all.add(change);
    var first = Math.max(0, all.size() - MAX_CHANGES);
    return new DncRecord(recordId, phoneNumber, dateCollected, all.subList(first, all.size()));
  }
}
