package io.switchboard.ivr.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that a session remembers to recognise late and repeated ones.
 *
 * @param newestReceivedAt the latest time of receipt, by ingress, of the menu requests that were
 *     answered and the fallbacks that were applied
 * @param lastRequestAt log time of the last menu request or fallback, also of a repeated one
 * @param lastPress the last key of the voice bridge
 * @param closedEntry the entry that ended by its maximum length, until the next key
 */
public record InputHistory(
    @Nullable Instant newestReceivedAt,
    @Nullable Instant lastRequestAt,
    @Nullable Press lastPress,
    @Nullable ClosedEntry closedEntry) {
  /** The history of a session without inputs, and of one that an earlier version wrote. */
  public static final InputHistory NONE = new InputHistory(null, null, null, null);

  /**
   * A key as the voice bridge reported it.
   *
   * @param at CXone's time of it
   */
  public record Press(String key, Instant at) {}

  /**
   * An entry that ended by its maximum length.
   *
   * @param node the node
   * @param until a terminator up to this log time belongs to it
   */
  public record ClosedEntry(String node, Instant until) {}

  InputHistory receivedAt(Instant receivedAt) {
    var newest = newestReceivedAt;
    return newest != null && receivedAt.isBefore(newest)
        ? this
        : new InputHistory(receivedAt, lastRequestAt, lastPress, closedEntry);
  }

  InputHistory requestedAt(Instant logTime) {
    return new InputHistory(newestReceivedAt, logTime, lastPress, closedEntry);
  }

  InputHistory pressed(Press press) {
    return new InputHistory(newestReceivedAt, lastRequestAt, press, closedEntry);
  }

  InputHistory closing(@Nullable ClosedEntry closed) {
    return new InputHistory(newestReceivedAt, lastRequestAt, lastPress, closed);
  }
}
