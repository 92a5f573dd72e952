package io.switchboard.sink.mapping.encoded;

import io.switchboard.sink.mapping.row.RecordSnapshot;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table in the order of the log, in arrays instead of objects. A cell is a long: a time
 * in epoch milliseconds, or a position and length in the bytes of its row. Not thread-safe.
 */
public final class EncodedRows {
  /** The cell of NULL. */
  static final long NULL = Long.MIN_VALUE;

  private static final int FIRST_ROWS = 64;

  private final int columns;
  private @Nullable RecordSnapshot[] snapshots = new RecordSnapshot[FIRST_ROWS];
  private byte[][] texts = new byte[FIRST_ROWS][];
  private long[] eventTimes = new long[FIRST_ROWS];
  private long[] cells;
  private int size;
  private long bytes;

  /** No rows yet, with this number of cells each. */
  public EncodedRows(int columns) {
    this.columns = columns;
    this.cells = new long[FIRST_ROWS * columns];
  }

  /** The cell of a part of a row's bytes. */
  static long slice(int begin, int length) {
    return (long) begin << Integer.SIZE | length;
  }

  static int begin(long slice) {
    return (int) (slice >>> Integer.SIZE);
  }

  static int length(long slice) {
    return (int) slice;
  }

  /**
   * Adds a row.
   *
   * @param text the bytes to which its cells refer
   */
  void add(RecordSnapshot snapshot, byte[] text, long[] row, long eventTime) {
    ensure(size + 1);
    snapshots[size] = snapshot;
    texts[size] = text;
    eventTimes[size] = eventTime;
    System.arraycopy(row, 0, cells, size * columns, columns);
    bytes += snapshot.size();
    size++;
  }

  /** Adds all rows of {@code more} after these. */
  void addAll(EncodedRows more) {
    ensure(size + more.size);
    System.arraycopy(more.snapshots, 0, snapshots, size, more.size);
    System.arraycopy(more.texts, 0, texts, size, more.size);
    System.arraycopy(more.eventTimes, 0, eventTimes, size, more.size);
    System.arraycopy(more.cells, 0, cells, size * columns, more.size * columns);
    bytes += more.bytes;
    size += more.size;
  }

  private void ensure(int rows) {
    if (rows > texts.length) {
      var room = Math.max(rows, texts.length * 2);
      snapshots = Arrays.copyOf(snapshots, room);
      texts = Arrays.copyOf(texts, room);
      eventTimes = Arrays.copyOf(eventTimes, room);
      cells = Arrays.copyOf(cells, room * columns);
    }
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /** Keys and values of all records, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** The event's own time, epoch milliseconds. */
  public long eventTime(int row) {
    return eventTimes[row];
  }

  RecordSnapshot snapshot(int row) {
    return Objects.requireNonNull(snapshots[row]);
  }

  /** The record's key, which is the key of the row. */
  byte[] key(int row) {
    return Objects.requireNonNull(snapshot(row).key());
  }

  byte[] text(int row) {
    return texts[row];
  }

  long cell(int row, int column) {
    return cells[row * columns + column];
  }
}
