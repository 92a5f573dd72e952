package io.switchboard.ingress.menu.decision;

import java.time.Duration;

/** Where a follower begins. */
sealed interface FollowerStart {
  /** With everything that there is. */
  FollowerStart BEGINNING = new Beginning();

  record Beginning() implements FollowerStart {}

  /**
   * With what came recently; what is to come, if the window is empty.
   *
   * @param window by the records' timestamps
   * @param maxRecords of all partitions together
   */
  record Recent(Duration window, int maxRecords) implements FollowerStart {}
}
