package io.switchboard.disposition.severity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a contact: its newest result, and the identities by which a repeated event
 * is recognised.
 *
 * <p>An event that is older than the newest result changes nothing anyway. So only those are
 * remembered that could do something a second time: of the newest time itself; opt-outs, because a
 * stale one is reported; and those that the time of receipt orders, because a repetition looks
 * newer.
 *
 * @param eventId of the newest result
 * @param revision 1 for the contact's first result, one more for each correction
 * @param time of the newest result, by which results are ordered
 * @param sameTime identities at the newest time, the last {@value #REMEMBERED}
 * @param lasting identities of opt-outs and of events that the time of receipt orders, the last
 *     {@value #REMEMBERED}
 * @param mayBeAhead the time comes from a store of an earlier version, which kept event times that
 *     were after their receipt
 */
public record LastResult(
    String eventId,
    String code,
    Instant time,
    int revision,
    List<String> sameTime,
    List<String> lasting,
    boolean mayBeAhead) {
  static final int REMEMBERED = 32;

  /** No later version keeps a time that is further ahead of a receipt. */
  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  public LastResult {
    sameTime = List.copyOf(sameTime);
    lasting = List.copyOf(lasting);
  }

  static LastResult first(CallResult result, boolean lasts) {
    return new LastResult(
        result.eventId(),
        result.code(),
        result.effectiveTime(),
        1,
        lasts ? List.of() : List.of(result.eventId()),
        lasts ? List.of(result.eventId()) : List.of(),
        false);
  }

  boolean hasSeen(String event) {
    return sameTime.contains(event) || lasting.contains(event);
  }

  /**
   * Whether this is newer than a result. A time that an earlier version took from a clock far ahead
   * would make every later result older: of such a one the place on the log counts alone.
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

  /** Replaced by a result that counts now. */
  LastResult followedBy(CallResult result, int itsRevision, boolean lasts) {
    var kept = result.effectiveTime().equals(time) ? sameTime : List.<String>of();
    return new LastResult(
        result.eventId(),
        result.code(),
        result.effectiveTime(),
        itsRevision,
        lasts ? kept : with(kept, result.eventId()),
        lasts ? with(lasting, result.eventId()) : lasting,
        false);
  }

  private static List<String> with(List<String> ids, String id) {
    var all = new ArrayList<>(ids);
    all.add(id);
    return all.size() > REMEMBERED ? all.subList(all.size() - REMEMBERED, all.size()) : all;
  }
}
