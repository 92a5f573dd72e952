package io.switchboard.sink.postgres;

import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.row.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The buffer between the polling and the writing thread. While one batch is written, the next one
 * grows up to a limit, so the batch size follows the backlog.
 *
 * <p>Each batch starts where the previous one ended. When the partitions change or another instance
 * moved an offset, all unwritten records are dropped and read again from the stored offsets.
 */
final class BatchBuffer {
  private static final int MAX_WITNESSES = 20;

  private final BatchLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TopicPartition, OffsetSpan> positions = new HashMap<>();
  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private int epoch;
  private Batch filling = new Batch(epoch);
  private @Nullable Batch writing;
  private long writingSince;
  private long lastWriteNanos = Long.MAX_VALUE;
  private boolean invalidated;
  private boolean closed;

  BatchBuffer(BatchLimits limits) {
    this.limits = limits;
  }

  /** Starts to accept records of these partitions, at the begin of each (empty) span. */
  void open(Map<TopicPartition, OffsetSpan> ranges) {
    locked(
        () -> {
          positions.putAll(ranges);
          ranges.forEach((partition, range) -> stored.put(partition, range.end()));
          changed.signalAll();
        });
  }

  /**
   * Adds the records of one poll.
   *
   * @param ends the offset after the last record, per partition
   */
  void add(RecordParser.ParsedPoll records, Map<TopicPartition, Long> ends) {
    locked(
        () -> {
          var now = System.nanoTime();
          for (var each : records.rows()) {
            if (positions.containsKey(each.partition())) {
              filling.add(each, now);
            }
          }
          for (var each : records.records()) {
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

  /** The current read positions. */
  List<OffsetSpan> positions() {
    lock.lock();
    try {
      return List.copyOf(positions.values());
    } finally {
      lock.unlock();
    }
  }

  /** The current read position of a partition, if it is assigned. */
  Optional<OffsetSpan> position(TopicPartition partition) {
    lock.lock();
    try {
      return Optional.ofNullable(positions.get(partition));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is room; false after the timeout. */
  boolean awaitSpace(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      if (limits.isFull(filling)) {
        filling.sort();
      }
      var left = timeout.toNanos();
      while (limits.isFull(filling) && !closed && !invalidated && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !limits.isFull(filling);
    } finally {
      lock.unlock();
    }
  }

  /** The next batch when it is due; empty when closed. */
  @Nullable Batch take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        var now = System.nanoTime();
        var wait = limits.untilRipe(filling, now, lastWriteNanos);
        if (wait <= 0) {
          writing = filling;
          writingSince = now;
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

  /** Some rows of a table in the batch that is growing. */
  List<Row> waiting(TableMapping table) {
    lock.lock();
    try {
      return filling.rows(table).stream().limit(MAX_WITNESSES).toList();
    } finally {
      lock.unlock();
    }
  }

  /** The batch was committed. */
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
   * The offset up to which the database has everything: the stored offset, or, when no record
   * waits, the read position, because transaction markers are not stored.
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

  /** The stored offsets that changed since the last call. */
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

  /** The batch was written or given up. */
  void done() {
    locked(
        () -> {
          if (writing != null) {
            lastWriteNanos = System.nanoTime() - writingSince;
          }
          writing = null;
          changed.signalAll();
        });
  }

  /** Another instance moved an offset: everything is read again from the stored offsets. */
  void invalidate() {
    locked(
        () -> {
          forget();
          invalidated = true;
          changed.signalAll();
        });
  }

  /** Whether {@link #invalidate} was called since the last call of this method. */
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

  /** Drops unwritten records, and waits for a limited time for the batch that is being written. */
  void release(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      forget();
      changed.signalAll();
      var left = timeout.toNanos();
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

  /** Whether the batch's partitions are still assigned, as far as known. */
  boolean owns(Batch batch) {
    lock.lock();
    try {
      return !closed && batch.epoch() == epoch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, but only while the partitions are assigned. */
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

  /** Accepts no more batches. */
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
}
