package io.switchboard.ivr.ticks;

import java.time.Instant;

/** Lets time pass in partitions that nothing arrives in. */
public interface Ticks extends AutoCloseable {

  /** What the broker's clock shows, in epoch milliseconds, as far as it is known. */
  long now();

  /** This machine's clock in epoch milliseconds, for metrics alone: no decision depends on it. */
  long hostTime();

  /** A record with this timestamp has been seen. */
  void seen(long timestamp);

  /**
   * Writes one tick to a partition of {@code cxone.dtmf}; returns at once, also when it cannot.
   *
   * @param deadline the earliest deadline that asks for it
   * @return whether one is under way; if not, the caller may try again as soon as it likes
   */
  boolean write(int partition, Instant deadline);

  @Override
  void close();

  /** None at all: for a replay, where the recorded ticks are replayed. */
  static Ticks none() {
    return new Ticks() {
      @Override
      public long now() {
        return 0;
      }

      @Override
      public long hostTime() {
        return Long.MAX_VALUE;
      }

      @Override
      public void seen(long timestamp) {}

      @Override
      public boolean write(int partition, Instant deadline) {
        return false;
      }

      @Override
      public void close() {}
    };
  }
}
