package io.switchboard.contract.time;

import io.switchboard.contract.event.TimeSource;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time of an event, as its sender reports it.
 *
 * @param time the sender's time, or the time of receipt where the sender's is missing or unusable
 * @param source which of the two it is
 * @param receivedAt when the pipeline received it
 */
public record EventTime(Instant time, TimeSource source, Instant receivedAt) {

  /**
   * Reads a sender's timestamp by the rules of {@link Times#usable}.
   *
   * @param timestamp as sent, null when absent
   */
  public static EventTime read(@Nullable String timestamp, Instant receivedAt) {
    return of(Times.parse(timestamp).orElse(null), receivedAt);
  }

  /**
   * As {@link #read}, of a time that was read already.
   *
   * @param time the sender's, null for none
   */
  public static EventTime of(@Nullable Instant time, Instant receivedAt) {
    return time != null && Times.isUsable(time, receivedAt)
        ? new EventTime(time, TimeSource.EVENT, receivedAt)
        : new EventTime(receivedAt, TimeSource.RECEIVED, receivedAt);
  }

  /** The sender's time, if it is usable. */
  public Optional<Instant> sent() {
    return source == TimeSource.EVENT ? Optional.of(time) : Optional.empty();
  }

  /** The time by which events are ordered. */
  public Instant effective() {
    return effective(time, receivedAt);
  }

  /**
   * The time by which events are ordered, everywhere: the earlier of event time and receive time. A
   * sender whose clock is ahead therefore does not keep later events from counting.
   */
  public static Instant effective(Instant eventTime, Instant receivedAt) {
    return eventTime.isAfter(receivedAt) ? receivedAt : eventTime;
  }
}
