package io.switchboard.ingress.follower;

import java.time.Duration;

/** Where a follower begins. */
public sealed interface FollowerStart {
  /** With the first record that is kept. */
  FollowerStart BEGINNING = new Beginning();

  record Beginning() implements FollowerStart {}

  /**
   * With recent records; with the next record when the window is empty.
   *
   * @param window by the records' timestamps
   * @param maxRecords of all partitions together
   */
  record Recent(Duration window, int maxRecords) implements FollowerStart {}
}
