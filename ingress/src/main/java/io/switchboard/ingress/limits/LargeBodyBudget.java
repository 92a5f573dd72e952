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
  private final Semaphore bytes;

  LargeBodyBudget(int bytes) {
    this.all = bytes;
    this.bytes = new Semaphore(bytes);
  }

  /** Takes that many bytes more, if they are left. */
  public boolean tryTake(int more) {
    return bytes.tryAcquire(more);
  }

  /** Gives back what was taken. */
  public void giveBack(int taken) {
    bytes.release(taken);
  }

  /** Bytes that are taken. */
  public int taken() {
    return all - bytes.availablePermits();
  }
}
