package io.switchboard.sink.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Between the thread that polls and the thread that writes: while one batch is being written, the
 * next one grows, up to a bound; so batches follow the backlog.
 *
 * <p>Holds the ranges: each batch begins where the one before ended. When the partitions change or
 * somebody else moved an offset, everything that is not yet written is forgotten and read again
 * from where the database says.
 */
final class BatchBuffer {
  private final BatchLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TopicPartition, OffsetSpan> positions = new HashMap<>();
  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private int epoch;
  private Batch filling = new Batch(epoch);
  private @Nullable Batch writing;
  private boolean invalidated;
  private boolean closed;

  BatchBuffer(BatchLimits limits) {
    this.limits = limits;
  }

  /** Begins to accept records of these partitions, from the beginning of each (empty) range on. */
  void open(Map<TopicPartition, OffsetSpan> ranges) {
    locked(
        () -> {
          positions.putAll(ranges);
          ranges.forEach((partition, range) -> stored.put(partition, range.end()));
          changed.signalAll();
        });
  }

  /**
   * Adds what one poll brought.
   *
   * @param ends the offset after the last one read, per partition
   */
  void add(List<Batch.Parsed> records, Map<TopicPartition, Long> ends) {
    locked(
        () -> {
          var now = System.nanoTime();
          for (var each : records) {
            if (positions.containsKey(each.partition())) {
              filling.add(each, now);
            }
          }
          ends.forEach(this::cover);
          changed.signalAll();
        });
  }

  private void cover(TopicPartition partition, long end) {
    var position = positions.get(partition);
    if (position != null && end > position.end()) {
      filling.cover(partition, position::next, end);
      positions.put(partition, position.until(end));
    }
  }

  /** What is read so far. */
  List<OffsetSpan> positions() {
    lock.lock();
    try {
      return List.copyOf(positions.values());
    } finally {
      lock.unlock();
    }
  }

  /** What is read so far of a partition, if it is read. */
  Optional<OffsetSpan> position(TopicPartition partition) {
    lock.lock();
    try {
      return Optional.ofNullable(positions.get(partition));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is room; false when there is none after that time. */
  boolean awaitSpace(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      if (limits.isFull(filling)) {
        filling.sort();
      }
      var left = patience.toNanos();
      while (limits.isFull(filling) && !closed && !invalidated && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !limits.isFull(filling);
    } finally {
      lock.unlock();
    }
  }

  /** The next batch when it is large or old enough; empty when closed. */
  @Nullable Batch take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        var wait = limits.untilRipe(filling, System.nanoTime());
        if (wait <= 0) {
          writing = filling;
          filling = new Batch(epoch);
          changed.signalAll();
          return writing;
        }
        changed.awaitNanos(wait);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** The batch that was taken is in the database. */
  void committed(Batch batch) {
    locked(
        () -> {
          if (batch.epoch() == epoch) {
            batch.rangesByPartition().forEach((tp, range) -> committed.put(tp, range.end()));
            stored.putAll(committed);
          }
        });
  }

  /**
   * Up to where nothing is missing in the database: what is stored, or, when no record waits, what
   * is read, for markers of transactions are not written down by themselves.
   */
  Map<TopicPartition, Long> written() {
    lock.lock();
    try {
      var written = new HashMap<>(stored);
      if (filling.isEmpty() && writing == null) {
        positions.forEach((partition, range) -> written.put(partition, range.end()));
      }
      return written;
    } finally {
      lock.unlock();
    }
  }

  /** How far the database has come since this was last asked. */
  Map<TopicPartition, Long> takeCommitted() {
    lock.lock();
    try {
      var taken = Map.copyOf(committed);
      committed.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** The batch that was taken is written or given up. */
  void done() {
    locked(
        () -> {
          writing = null;
          changed.signalAll();
        });
  }

  /** Somebody else moved an offset: everything has to be read again from what is stored. */
  void invalidate() {
    locked(
        () -> {
          forget();
          invalidated = true;
          changed.signalAll();
        });
  }

  /** Whether {@link #invalidate} was called since the last time this was asked. */
  boolean takeInvalidated() {
    lock.lock();
    try {
      var was = invalidated;
      invalidated = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is not being written, and waits a while for what is. */
  void release(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      forget();
      changed.signalAll();
      var left = patience.toNanos();
      while (writing != null && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    positions.clear();
    stored.clear();
    committed.clear();
    filling = new Batch(++epoch);
  }

  /** Whether the batch's partitions are still ours, as far as we know. */
  boolean owns(Batch batch) {
    lock.lock();
    try {
      return !closed && batch.epoch() == epoch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, but not longer than the partitions are ours. */
  void pause(Batch batch, Duration duration) throws InterruptedException {
    lock.lock();
    try {
      var left = duration.toNanos();
      while (owns(batch) && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** No more batches. */
  void close() {
    locked(
        () -> {
          closed = true;
          changed.signalAll();
        });
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * When a batch is ripe and when it is full.
   *
   * @param size records that make a batch ripe at once
   * @param interval age that makes it ripe
   * @param mostRecords how far it grows while another is being written
   * @param mostBytes likewise, of keys and values
   */
  record BatchLimits(int size, Duration interval, int mostRecords, long mostBytes) {
    boolean isFull(Batch batch) {
      return batch.records() >= mostRecords || batch.bytes() >= mostBytes;
    }

    /** Nanoseconds; zero or less when it is ripe. */
    long untilRipe(Batch batch, long nowNanos) {
      if (batch.isEmpty()) {
        return TimeUnit.SECONDS.toNanos(1);
      }
      return batch.records() >= size || isFull(batch)
          ? 0
          : batch.openedNanos() + interval.toNanos() - nowNanos;
    }
  }
}
