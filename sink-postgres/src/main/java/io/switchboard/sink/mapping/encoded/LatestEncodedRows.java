package io.switchboard.sink.mapping.encoded;

import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.RowChange;
import io.switchboard.sink.mapping.row.RowReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@link LatestByKey}, of encoded rows: at most one row for each key, the one that would remain
 * if all were written in order. A hash table of row numbers, without an object for each row. Not
 * thread-safe.
 */
public final class LatestEncodedRows {
  private static final int FIRST_SLOTS = 256;

  /** Spreads consecutive hash codes over the table (2^32 divided by the golden ratio). */
  private static final int SPREAD = 0x9E3779B9;

  private final TableMapping table;
  private final boolean current;
  private final int[] newer;
  private final EncodedRows rows;

  /** Row numbers from one; zero is free. */
  private int[] slots = new int[FIRST_SLOTS];

  private int keys;
  private int @Nullable [] sorted;

  /** No rows yet. */
  public LatestEncodedRows(TableMapping table) {
    this.table = table;
    this.current = table.keep() == TableMapping.RowRetention.CURRENT;
    this.newer = table.indexesOf(table.newer());
    this.rows = new EncodedRows(table.columns().size());
  }

  /** Adds rows that are later on the log than all rows before. */
  public void add(EncodedRows more) {
    sorted = null;
    var row = rows.size();
    rows.addAll(more);
    for (; row < rows.size(); row++) {
      if ((keys + 1) * 2 > slots.length) {
        grow();
      }
      fold(row);
    }
  }

  private void fold(int row) {
    var slot = slotOf(rows.key(row));
    if (slots[slot] == 0) {
      slots[slot] = row + 1;
      keys++;
    } else if (current && compare(row, slots[slot] - 1) >= 0) {
      slots[slot] = row + 1;
    }
  }

  /** The slot of this key, or the free one where it belongs. */
  private int slotOf(byte[] key) {
    var mask = slots.length - 1;
    var slot = ((Arrays.hashCode(key) * SPREAD) >>> 7) & mask;
    while (slots[slot] != 0 && !Arrays.equals(rows.key(slots[slot] - 1), key)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    var before = slots;
    slots = new int[before.length * 2];
    for (var row : before) {
      if (row != 0) {
        slots[slotOf(rows.key(row - 1))] = row;
      }
    }
  }

  private int compare(int a, int b) {
    for (var column : newer) {
      var order = Long.compare(rows.cell(a, column), rows.cell(b, column));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Sorts the rows by key, as all writers do, which prevents deadlocks; the result is cached. */
  public void sort() {
    sorted();
  }

  int[] sorted() {
    var result = sorted;
    if (result == null) {
      result =
          Arrays.stream(slots)
              .filter(row -> row != 0)
              .mapToObj(row -> row - 1)
              .sorted((a, b) -> Arrays.compareUnsigned(rows.key(a), rows.key(b)))
              .mapToInt(row -> row)
              .toArray();
      sorted = result;
    }
    return result;
  }

  /** The number of rows to write: one for each key. */
  public int size() {
    return keys;
  }

  /** One column of some of the rows, in the order of the keys; {@code to} is exclusive. */
  public EncodedArray column(int column, int from, int to) {
    return new EncodedArray(rows, table.columns().get(column), column, sorted(), from, to);
  }

  /** All rows, superseded ones too, as objects, read again from their records. */
  public LatestByKey decoded() {
    var reader = new RowReader(table);
    var latest = new LatestByKey(table);
    for (var row = 0; row < rows.size(); row++) {
      if (reader.read(rows.snapshot(row).source()) instanceof RowChange.Write(var decoded)) {
        latest.add(decoded);
      } else {
        throw new IllegalStateException(rows.snapshot(row) + " was a row and is none any more");
      }
    }
    return latest;
  }
}
