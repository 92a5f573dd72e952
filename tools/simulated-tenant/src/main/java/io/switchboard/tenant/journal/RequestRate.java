package io.switchboard.tenant.journal;

/**
 * Requests in a sliding second, measured at arrival: the current number, and the maximum since the
 * start (or since {@link #reset}).
 */
public final class RequestRate {
  private static final long SECOND = 1_000_000_000L;

  private long[] arrivals = new long[1024];
  private int first;
  private int size;
  private int most;

  public synchronized void arrived(long nanoTime) {
    forgetBefore(nanoTime - SECOND);
    if (size == arrivals.length) {
      grow();
    }
    arrivals[(first + size) % arrivals.length] = nanoTime;
    size++;
    most = Math.max(most, size);
  }

  /** Requests that arrived in the last second. */
  public synchronized int now() {
    forgetBefore(System.nanoTime() - SECOND);
    return size;
  }

  /** The maximum of requests in any sliding second. */
  public synchronized int most() {
    return most;
  }

  /** Resets the maximum. */
  public synchronized void reset() {
    most = 0;
  }

  private void forgetBefore(long oldest) {
    while (size > 0 && arrivals[first] - oldest <= 0) {
      first = (first + 1) % arrivals.length;
      size--;
    }
  }

  private void grow() {
    var larger = new long[arrivals.length * 2];
    for (var i = 0; i < size; i++) {
      larger[i] = arrivals[(first + i) % arrivals.length];
    }
    arrivals = larger;
    first = 0;
  }
}
