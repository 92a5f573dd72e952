package io.switchboard.pushes.delivery;

import java.time.Duration;

/**
 * The right to push, as far as it was confirmed: the group accepted our commit, so no other can be
 * the active pusher before our membership runs out. It ends by itself, well before that.
 */
public final class Lease {
  /** Less than the group's session timeout by more than the time between two confirmations. */
  public static final Duration LENGTH = Duration.ofSeconds(5);

  private boolean given;
  private boolean revoked;
  private long endsAt;

  /** The group accepted a commit that was sent at this {@link System#nanoTime}. */
  public synchronized void confirmed(long sentAt) {
    var end = sentAt + LENGTH.toNanos();
    if (!given || end - endsAt > 0) {
      given = true;
      endsAt = end;
      notifyAll();
    }
  }

  public synchronized void revoke() {
    revoked = true;
    notifyAll();
  }

  public synchronized boolean valid() {
    return given && !revoked && endsAt - System.nanoTime() > 0;
  }

  /** Waits for a valid lease; false when it never will be again. */
  synchronized boolean await() throws InterruptedException {
    while (!valid()) {
      if (revoked) {
        return false;
      }
      wait(100);
    }
    return true;
  }
}
