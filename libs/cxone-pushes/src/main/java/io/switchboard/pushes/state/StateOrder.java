package io.switchboard.pushes.state;

import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.Comparator;

/**
 * The order of the states of one key, as in the tables: by time, at equal times the opt-out, then
 * the longer history.
 *
 * @param time the earlier of event time and receive time
 * @param optOut whether the number is suppressed; false for other kinds
 * @param sequence revision of a disposition, length of a number's chain; else 0
 */
public record StateOrder(Instant time, boolean optOut, long sequence)
    implements Comparable<StateOrder> {
  private static final Comparator<StateOrder> ORDER =
      Comparator.comparing(StateOrder::time)
          .thenComparing(StateOrder::optOut)
          .thenComparingLong(StateOrder::sequence);

  public static StateOrder of(
      Instant eventTime, Instant receivedAt, boolean optOut, long sequence) {
    return new StateOrder(EventTime.effective(eventTime, receivedAt), optOut, sequence);
  }

  @Override
  public int compareTo(StateOrder other) {
    return ORDER.compare(this, other);
  }
}
