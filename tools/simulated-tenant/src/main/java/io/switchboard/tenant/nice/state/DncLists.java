package io.switchboard.tenant.nice.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of all DNC groups, by group id and number. */
public final class DncLists {
  private final Map<Integer, Map<String, DncRecord>> groups = new TreeMap<>();
  private Instant loadedAt = Instant.EPOCH;
  private long lastRecordId = 4_300_000_000L; // above 2^32, as the ids of a large tenant

  /** Adds a number, or makes its record active again. */
  public synchronized void add(int group, String number, Instant now, @Nullable Instant expires) {
    records(group)
        .compute(
            number,
            (_, known) ->
                known == null
                    ? DncRecord.of(++lastRecordId, number, now, expires)
                    : known.add(now, expires));
  }

  /** Expires the record of a number; false when the group has none. */
  public synchronized boolean expire(int group, String number, Instant now) {
    var expired = records(group).computeIfPresent(number, (_, known) -> known.expire(now));
    return expired != null;
  }

  /** The record of a number. */
  public synchronized Optional<DncRecord> record(int group, String number) {
    return Optional.ofNullable(records(group).get(number));
  }

  /** Whether a number is on the list at this time. */
  public synchronized boolean lists(int group, String number, Instant now) {
    return record(group, number).map(record -> record.activeAt(now)).orElse(false);
  }

  /** All numbers that are on the list at this time, in order. */
  public synchronized List<String> numbers(int group, Instant now) {
    return records(group).values().stream()
        .filter(record -> record.activeAt(now))
        .map(DncRecord::phoneNumber)
        .toList();
  }

  /** A page of the records, expired ones included, in the order of their numbers. */
  public synchronized List<DncRecord> page(int group, int skip, int top) {
    return records(group).values().stream().skip(skip).limit(top).toList();
  }

  /** The number of records, expired ones included. */
  public synchronized int size(int group) {
    return records(group).size();
  }

  /** Loads the calling lists again: from now on they obey the expiries up to this time. */
  public synchronized void load(Instant now) {
    loadedAt = now;
  }

  /**
   * Whether the dialer would skip a number: it is on the list now, or was when the calling lists
   * were loaded. An expiry does not reach lists that are loaded already.
   */
  public synchronized boolean blocks(int group, String number, Instant now) {
    return Optional.ofNullable(records(group).get(number))
        .map(record -> record.activeAt(now) || record.activeAt(loadedAt))
        .orElse(false);
  }

  /** Removes everything. */
  public synchronized void clear() {
    groups.clear();
  }

  private Map<String, DncRecord> records(int group) {
    return Objects.requireNonNull(groups.computeIfAbsent(group, _ -> new TreeMap<>()));
  }
}
