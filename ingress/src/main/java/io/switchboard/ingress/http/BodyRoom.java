package io.switchboard.ingress.http;

import java.util.concurrent.Semaphore;

/**
 * The memory that large bodies may take together, from their first byte until they are answered.
 * Every body has its first {@value #FREE} bytes for nothing, so that no flood of large ones turns a
 * caller or an opt-out away.
 */
final class BodyRoom {
  /** What any body may take, in bytes: the connections bound how many there are. */
  static final int FREE = 4_096;

  private final int all;
  private final Semaphore bytes;

  BodyRoom(int bytes) {
    this.all = bytes;
    this.bytes = new Semaphore(bytes);
  }

  /** Takes room for so many bytes more, if there is any. */
  boolean tryTake(int more) {
    return bytes.tryAcquire(more);
  }

  /** Gives back what was taken. */
  void giveBack(int taken) {
    bytes.release(taken);
  }

  /** Bytes that are taken. */
  int taken() {
    return all - bytes.availablePermits();
  }
}
