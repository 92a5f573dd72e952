package io.switchboard.disposition.severity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a contact: its newest result, and the identities seen lately, by which a
 * repeated event is recognised.
 *
 * @param eventId of the newest result
 * @param revision 1 for the contact's first result, one more for each correction
 * @param recentEventIds the last {@value #REMEMBERED} that had an effect, oldest first
 */
public record LastResult(
    String eventId, String code, Instant eventTime, int revision, List<String> recentEventIds) {
  static final int REMEMBERED = 32;

  public LastResult {
    recentEventIds = List.copyOf(recentEventIds);
  }

  boolean hasSeen(String event) {
    return recentEventIds.contains(event);
  }

  /** The same newest result, with one more event seen. */
  LastResult seen(String event) {
    return new LastResult(eventId, code, eventTime, revision, with(recentEventIds, event));
  }

  /** Replaced by a result that counts now. */
  LastResult followedBy(CallResult result, int itsRevision) {
    return new LastResult(
        result.eventId(),
        result.code(),
        result.eventTime(),
        itsRevision,
        with(recentEventIds, result.eventId()));
  }

  static LastResult first(CallResult result) {
    return new LastResult(
        result.eventId(), result.code(), result.eventTime(), 1, List.of(result.eventId()));
  }

  private static List<String> with(List<String> ids, String id) {
    var all = new ArrayList<>(ids);
    all.add(id);
    return all.size() > REMEMBERED ? all.subList(all.size() - REMEMBERED, all.size()) : all;
  }
}
