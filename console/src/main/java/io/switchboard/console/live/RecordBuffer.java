package io.switchboard.console.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest records of all topics, bounded in count and bytes. One writer, any number of readers;
 * a reader that falls behind loses the oldest records and learns how many.
 */
public final class RecordBuffer {
  private final int maxRecords;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final Deque<LiveRecord> records = new ArrayDeque<>();
  private long bytes;
  private long last;

  /**
   * What a reader gets.
   *
   * @param records in their order
   * @param skipped records that were dropped before this reader took them
   * @param next the sequence number to go on with
   */
  public record Batch(List<LiveRecord> records, long skipped, long next) {}

  public RecordBuffer(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Appends records and wakes the readers. */
  void append(Collection<ConsumerRecord<byte[], byte[]>> more) {
    if (more.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      for (var record : more) {
        var live = LiveRecord.of(++last, record);
        records.addLast(live);
        bytes += live.bytes();
        while (records.size() > maxRecords || (bytes > maxBytes && records.size() > 1)) {
          bytes -= records.removeFirst().bytes();
        }
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The sequence number of the newest record; 0 before the first. */
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** All records that are kept, oldest first, and where {@link #await} goes on after them. */
  public Batch snapshot() {
    lock.lock();
    try {
      return new Batch(List.copyOf(records), 0, last);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for records after a sequence number.
   *
   * @param after the last number that the reader has
   * @param timeout after which an empty batch is returned
   */
  public Batch await(long after, Duration timeout) throws InterruptedException {
    var left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (last <= after && left > 0) {
        left = grown.awaitNanos(left);
      }
      return since(after);
    } finally {
      lock.unlock();
    }
  }

  private Batch since(long after) {
    var newer = new ArrayDeque<LiveRecord>();
    for (var it = records.descendingIterator(); it.hasNext(); ) {
      var record = it.next();
      if (record.sequence() <= after) {
        break;
      }
      newer.addFirst(record);
    }
    var skipped = Math.max(0, last - after - newer.size());
    return new Batch(new ArrayList<>(newer), skipped, Math.max(last, after));
  }
}
