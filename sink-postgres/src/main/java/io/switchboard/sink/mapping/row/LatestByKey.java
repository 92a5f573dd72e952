package io.switchboard.sink.mapping.row;

import io.switchboard.sink.mapping.TableMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in one batch, at most one for each key: the row that would remain if all
 * were written in order. The order is that of the upsert statement's WHERE clause.
 *
 * <p>Superseded rows are kept: when the database refuses a key's row, the next one is tried. Not
 * thread-safe.
 */
public final class LatestByKey {
  private final boolean current;
  private final int[] newer;
  private final Map<RowKey, Row> latest = new HashMap<>();
  private final Map<RowKey, List<Row>> superseded = new HashMap<>();
  private final TreeMap<RowKey, RowChange.Delete> deletes = new TreeMap<>();
  private @Nullable List<Row> sorted;

  public LatestByKey(TableMapping table) {
    this.current = table.keep() == TableMapping.RowRetention.CURRENT;
    this.newer = table.indexesOf(table.newer());
  }

  /** Adds a row that is later on the log than all rows before. */
  public void add(Row row) {
    sorted = null;
    var existing = latest.get(row.key());
    if (existing == null) {
      latest.put(row.key(), row);
      return;
    }
    var replaces = current && compare(row, existing) >= 0;
    if (replaces) {
      latest.put(row.key(), row);
    }
    superseded.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(replaces ? existing : row);
  }

  /** Adds a tombstone that is later on the log than all rows before. */
  public void delete(RowChange.Delete tombstone) {
    sorted = null;
    latest.remove(tombstone.key());
    superseded.remove(tombstone.key());
    deletes.put(tombstone.key(), tombstone);
  }

  /** The deletes that precede the rows of this batch, one per key, sorted by key. */
  public List<RowChange.Delete> deletes() {
    return List.copyOf(deletes.values());
  }

  /** One row per key, sorted by key; the result is cached until a row is added. */
  public List<Row> rows() {
    var rows = sorted;
    if (rows == null) {
      rows = new ArrayList<>(latest.values());
      rows.sort((a, b) -> a.key().compareTo(b.key()));
      sorted = rows;
    }
    return rows;
  }

  /** All rows of a key in the order in which they are tried: the newest first. */
  public List<Row> contenders(RowKey key) {
    var rows = new ArrayList<Row>();
    var newest = latest.get(key);
    if (newest != null) {
      rows.add(newest);
    }
    var others = new ArrayList<>(superseded.getOrDefault(key, List.of()));
    if (current) {
      others.sort(this::newestFirst);
    } // history keeps the first on the log: they are already in that order
    rows.addAll(others);
    return rows;
  }

  private int newestFirst(Row a, Row b) {
    var order = compare(b, a);
    return order != 0 ? order : Long.compare(b.snapshot().offset(), a.snapshot().offset());
  }

  private int compare(Row a, Row b) {
    for (var i : newer) {
      var x = a.values()[i];
      var y = b.values()[i];
      if (x == null || y == null) {
        throw new IllegalStateException("RowReader accepted a row with a null in a newer column");
      }
      var order = RowKey.compare(x, y);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
