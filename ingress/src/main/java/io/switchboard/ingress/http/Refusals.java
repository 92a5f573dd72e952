package io.switchboard.ingress.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * When a refusal is told. The first few of a second are told at once; the others wait until their
 * request is a second old, parked: a crowd that asks again as soon as it is refused, strangers
 * without a proof for example, then leaves the processors to those who are served.
 */
final class Refusals {
  static final int AT_ONCE_A_SECOND = 200;
  static final Duration REST = Duration.ofSeconds(1);
  private final RateLimit atOnce;
  private final LongConsumer park;

  Refusals() {
    this(new RateLimit(AT_ONCE_A_SECOND, AT_ONCE_A_SECOND), LockSupport::parkNanos);
  }

  Refusals(RateLimit atOnce, LongConsumer park) {
    this.atOnce = atOnce;
    this.park = park;
  }

  /**
   * Waits until it is to be told: on virtual threads, with nothing held that others wait for.
   *
   * @param arrived when the request came, by {@link System#nanoTime}
   */
  void rest(long arrived) {
    var left = arrived + REST.toNanos() - System.nanoTime();
    if (left > 0 && atOnce.tryAcquire() > 0) {
      park.accept(left);
    }
  }
}
