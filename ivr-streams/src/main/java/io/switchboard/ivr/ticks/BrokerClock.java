package io.switchboard.ivr.ticks;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Estimates the broker's clock: the local clock plus a correction. Timestamps are set by the
 * broker, whose clock may be minutes ahead or behind.
 */
final class BrokerClock {
  private final InstantSource ours;
  private final AtomicLong difference = new AtomicLong();

  BrokerClock(InstantSource ours) {
    this.ours = ours;
  }

  /** In epoch milliseconds. */
  long now() {
    return ours.millis() + difference.get();
  }

  /** A record has this timestamp: the broker's clock is at least that. */
  void atLeast(long brokerTime) {
    var atLeast = brokerTime - ours.millis();
    difference.accumulateAndGet(atLeast, Math::max);
  }

  /** The broker has just stamped a record of this instance: its clock is exactly that. */
  void exactly(long brokerTime) {
    difference.set(brokerTime - ours.millis());
  }
}
