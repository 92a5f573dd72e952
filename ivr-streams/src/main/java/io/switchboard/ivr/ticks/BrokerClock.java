package io.switchboard.ivr.ticks;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the broker's clock shows, as far as we can know: ours, corrected. Timestamps are the
 * broker's, and its clock may be minutes ahead of or behind ours.
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

  /** A record of this timestamp exists: the broker's clock shows at least that. */
  void atLeast(long brokerTime) {
    var atLeast = brokerTime - ours.millis();
    difference.accumulateAndGet(atLeast, Math::max);
  }

  /** The broker has just stamped a record of ours: its clock shows exactly that. */
  void exactly(long brokerTime) {
    difference.set(brokerTime - ours.millis());
  }
}
