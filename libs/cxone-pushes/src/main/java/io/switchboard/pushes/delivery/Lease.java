package io.switchboard.pushes.delivery;

import java.time.Duration;

/**
 * The right to push, renewed by accepted commits: while the group accepts our commits, no other
 * instance can be the active pusher. It expires well before the membership in the group.
 */
public final class Lease {
  /** Shorter than the group's session timeout by more than the interval between two renewals. */
  public static final Duration LENGTH = Duration.ofSeconds(4);

  private boolean granted;
  private boolean revoked;
  private long endsAt;

  /** The group has accepted a commit that was sent at this {@link System#nanoTime}. */
  public synchronized void confirmed(long sentAt) {
    var end = sentAt + LENGTH.toNanos();
    if (!granted || end - endsAt > 0) {
      granted = true;
      endsAt = end;
      notifyAll();
    }
  }

  public synchronized void revoke() {
    revoked = true;
    notifyAll();
  }

  public synchronized boolean valid() {
    return granted && !revoked && endsAt - System.nanoTime() > 0;
  }

  /** Waits for a valid lease; false when the term has ended. */
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
