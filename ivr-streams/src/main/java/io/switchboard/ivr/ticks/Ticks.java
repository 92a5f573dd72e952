package io.switchboard.ivr.ticks;

import io.switchboard.service.HealthChecks;
import java.time.Instant;

/** Advances log time in partitions without records. */
public interface Ticks extends AutoCloseable {

  /** The estimated clock of the broker, in epoch milliseconds. */
  long now();

  /** The local clock in epoch milliseconds, for metrics only: no decision depends on it. */
  long hostTime();

  /** A record with this timestamp has been seen. */
  void logTimeReached(long timestamp);

  /**
   * Writes one tick to a partition of {@code cxone.dtmf}; returns at once, also when it cannot.
   *
   * @param deadline the earliest deadline that needs it
   * @return whether a tick is in flight; if not, the caller may retry at any time
   */
  boolean write(int partition, Instant deadline);

  /** From now on reports here when Kafka refuses the ticks. */
  default void reportTo(HealthChecks health) {}

  @Override
  void close();

  /** Writes no ticks: for a replay, which replays the recorded ticks. */
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
      public void logTimeReached(long timestamp) {}

      @Override
      public boolean write(int partition, Instant deadline) {
        return false;
      }

      @Override
      public void close() {}
    };
  }
}
