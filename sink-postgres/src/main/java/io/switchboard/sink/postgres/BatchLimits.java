package io.switchboard.sink.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When a batch is due and when it is full. A small batch is due earlier than the interval allows
 * when batches are written quickly: then the writer is busy for a tenth of the time.
 *
 * @param size records that make a batch due
 * @param interval age that makes it due
 * @param mostRecords its maximum while another batch is written
 * @param mostBytes the same in bytes of keys and values
 */
record BatchLimits(int size, Duration interval, int mostRecords, long mostBytes) {
  private static final int WAIT_PER_WRITE = 9;

  boolean isFull(Batch batch) {
    return batch.records() >= mostRecords || batch.bytes() >= mostBytes;
  }

  /**
   * Nanoseconds; zero or negative when it is due.
   *
   * @param lastWriteNanos how long the last batch took to be written; {@link Long#MAX_VALUE} when
   *     none was
   */
  long untilRipe(Batch batch, long nowNanos, long lastWriteNanos) {
    if (batch.isEmpty()) {
      return TimeUnit.SECONDS.toNanos(1);
    }
    return batch.records() >= size || isFull(batch)
        ? 0
        : batch.openedNanos() + maxAge(lastWriteNanos) - nowNanos;
  }

  /** The age in nanoseconds at which a batch is due that is not full. */
  long maxAge(long lastWriteNanos) {
    return Math.min(interval.toNanos() / WAIT_PER_WRITE, lastWriteNanos) * WAIT_PER_WRITE;
  }
}
