package io.switchboard.disposition.severity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a contact: its newest result, and the identities by which a repeated event is
 * recognised.
 *
 * <p>An event that is older than the newest result changes nothing anyway. So only the identities
 * of events are kept that could have an effect a second time: events at the newest time; opt-outs,
 * because a stale one is emitted; and events that are ordered by their receive time, because a
 * repetition looks newer.
 *
 * @param eventId of the newest result
 * @param revision 1 for the contact's first result, one more for each correction
 * @param time of the newest result, by which results are ordered
 * @param sameTime identities at the newest time, the last {@value #MAX_REMEMBERED}
 * @param lasting identities of opt-outs and of events that are ordered by their receive time, the
 *     last {@value #MAX_REMEMBERED}
 * @param mayBeAhead the time was stored by an earlier version, which kept event times that were
 *     after their receipt
 */
public record LastResult(
    String eventId,
    String code,
    Instant time,
    int revision,
    List<String> sameTime,
    List<String> lasting,
    boolean mayBeAhead) {
  static final int MAX_REMEMBERED = 32;

  /** A time that is further ahead of a receipt is the event time of a wrong clock. */
  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  public LastResult {
    sameTime = List.copyOf(sameTime);
    lasting = List.copyOf(lasting);
  }

  static LastResult first(CallResult result, boolean isLasting) {
    return new LastResult(
        result.eventId(),
        result.code(),
        result.effectiveTime(),
        1,
        isLasting ? List.of() : List.of(result.eventId()),
        isLasting ? List.of(result.eventId()) : List.of(),
        false);
  }

  boolean hasSeen(String event) {
    return sameTime.contains(event) || lasting.contains(event);
  }

  /**
   * Whether this is newer than a result. Where an earlier version stored the time of a clock far
   * ahead, every later result would be older: then the order on the log decides.
   */
  boolean isNewerThan(CallResult result) {
    var isFarAhead = mayBeAhead && time.isAfter(result.receivedAt().plus(MAX_AHEAD));
    return !isFarAhead && result.effectiveTime().isBefore(time);
  }

  /** The same newest result, with one more opt-out seen. */
  LastResult seenOptOut(String event) {
    return new LastResult(
        eventId, code, time, revision, sameTime, with(lasting, event), mayBeAhead);
  }

  /** The state after a result that becomes the newest. */
  LastResult followedBy(CallResult result, int itsRevision, boolean isLasting) {
    var kept = result.effectiveTime().equals(time) ? sameTime : List.<String>of();
    return new LastResult(
        result.eventId(),
        result.code(),
        result.effectiveTime(),
        itsRevision,
        isLasting ? kept : with(kept, result.eventId()),
        isLasting ? with(lasting, result.eventId()) : lasting,
        false);
  }

  private static List<String> with(List<String> ids, String id) {
    var all = new ArrayList<>(ids);
    all.add(id);
    return all.size() > MAX_REMEMBERED ? all.subList(all.size() - MAX_REMEMBERED, all.size()) : all;
  }
}
