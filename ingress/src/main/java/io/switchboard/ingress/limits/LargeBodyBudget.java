package io.switchboard.ingress.limits;

import java.util.concurrent.Semaphore;

/**
 * The bytes that large bodies may take together, from their first byte until they are answered. The
 * first {@value #FREE} bytes of a body are not counted, so that no number of large bodies refuses a
 * caller or an opt-out. Jetty's SizeLimitHandler bounds each body, not their sum.
 */
public final class LargeBodyBudget {
  /** What every body may take, in bytes: the connection limit bounds how many there are. */
  public static final int FREE = 4_096;

  private final int all;
  private final Semaphore left;

  LargeBodyBudget(int bytes) {
    this.all = bytes;
    this.left = new Semaphore(bytes);
  }

  /** Bytes that are taken. */
  public int taken() {
    return all - left.availablePermits();
  }

  /** Begins a body. */
  public Share open() {
    return new Share();
  }

  /** What one body has taken; given back when it is closed. */
  public final class Share implements AutoCloseable {
    private int taken;

    private Share() {}

    /** Takes what a buffer of so many bytes needs; false when so much is not left. */
    public boolean grow(int buffer) {
      var more = Math.max(0, buffer - FREE - taken);
      if (!left.tryAcquire(more)) {
        return false;
      }
      taken += more;
      return true;
    }

    @Override
    public void close() {
      left.release(taken);
      taken = 0;
    }
  }
}
