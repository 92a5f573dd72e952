package io.switchboard.disposition.severity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a contact: its newest result, and the identities by which a repeated event
 * is recognised.
 *
 * <p>An event that is older than the newest result changes nothing anyway. So only those are
 * remembered that could do something a second time: of the newest event time itself; opt-outs,
 * because a stale one is reported; and those without a time of their own, because a repetition
 * looks newer.
 *
 * @param eventId of the newest result
 * @param revision 1 for the contact's first result, one more for each correction
 * @param sameTime identities at the newest event time, the last {@value #REMEMBERED}
 * @param lasting identities of opt-outs and of events without a time, the last {@value #REMEMBERED}
 */
public record LastResult(
    String eventId,
    String code,
    Instant eventTime,
    int revision,
    List<String> sameTime,
    List<String> lasting) {
  static final int REMEMBERED = 32;

  public LastResult {
    sameTime = List.copyOf(sameTime);
    lasting = List.copyOf(lasting);
  }

  static LastResult first(CallResult result, boolean lasts) {
    return new LastResult(
        result.eventId(),
        result.code(),
        result.eventTime(),
        1,
        lasts ? List.of() : List.of(result.eventId()),
        lasts ? List.of(result.eventId()) : List.of());
  }

  boolean hasSeen(String event) {
    return sameTime.contains(event) || lasting.contains(event);
  }

  /** The same newest result, with one more opt-out seen. */
  LastResult seenOptOut(String event) {
    return new LastResult(eventId, code, eventTime, revision, sameTime, with(lasting, event));
  }

  /** Replaced by a result that counts now. */
  LastResult followedBy(CallResult result, int itsRevision, boolean lasts) {
    var kept = result.eventTime().equals(eventTime) ? sameTime : List.<String>of();
    return new LastResult(
        result.eventId(),
        result.code(),
        result.eventTime(),
        itsRevision,
        lasts ? kept : with(kept, result.eventId()),
        lasts ? with(lasting, result.eventId()) : lasting);
  }

  private static List<String> with(List<String> ids, String id) {
    var all = new ArrayList<>(ids);
    all.add(id);
    return all.size() > REMEMBERED ? all.subList(all.size() - REMEMBERED, all.size()) : all;
  }
}
