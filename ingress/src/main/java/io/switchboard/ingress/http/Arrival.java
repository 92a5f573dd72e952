package io.switchboard.ingress.http;

/**
 * When that which a thread was started for came on its connection: under a crowd it is then that
 * the wait for an answer begins, and not when a processor first looks at the request.
 */
final class Arrival {
  private static final ScopedValue<Arrival> CURRENT = ScopedValue.newInstance();
  private final long at = System.nanoTime();
  private boolean taken;

  private Arrival() {}

  /** Starts a virtual thread for something that has just come. */
  static void start(Runnable task) {
    var arrival = new Arrival();
    Thread.startVirtualThread(() -> ScopedValue.where(CURRENT, arrival).run(task));
  }

  /**
   * When the request that this thread has just read came, by {@link System#nanoTime}. Of several in
   * a row only the first has waited for the thread.
   */
  static long ofRequest() {
    if (!CURRENT.isBound() || CURRENT.get().taken) {
      return System.nanoTime();
    }
    CURRENT.get().taken = true;
    return CURRENT.get().at;
  }
}
