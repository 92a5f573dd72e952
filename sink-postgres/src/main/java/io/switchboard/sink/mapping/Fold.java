package io.switchboard.sink.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in one batch, at most one for each key: the one that would stand if they
 * were written one after the other. The order is that of the statement's own guard.
 *
 * <p>The rows that were beaten are kept: when the database refuses a key's row, the next in order
 * is tried. Not safe for several threads.
 */
public final class Fold {
  private final boolean current;
  private final int[] newer;
  private final Map<RowKey, Row> winners = new HashMap<>();
  private final Map<RowKey, List<Row>> beaten = new HashMap<>();
  private final TreeMap<RowKey, Reading.Delete> deletes = new TreeMap<>();
  private @Nullable List<Row> sorted;

  public Fold(TableMapping table) {
    this.current = table.keep() == TableMapping.Keep.CURRENT;
    this.newer = table.indexesOf(table.newer());
  }

  /** Adds a row that is later on the log than all others. */
  public void add(Row row) {
    sorted = null;
    var standing = winners.get(row.key());
    if (standing == null) {
      winners.put(row.key(), row);
      return;
    }
    var wins = current && compare(row, standing) >= 0;
    if (wins) {
      winners.put(row.key(), row);
    }
    beaten.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(wins ? standing : row);
  }

  /** A tombstone that is later on the log than all others. */
  public void delete(Reading.Delete tombstone) {
    sorted = null;
    winners.remove(tombstone.key());
    beaten.remove(tombstone.key());
    deletes.put(tombstone.key(), tombstone);
  }

  /** What goes before the rows of this batch are written, one a key, sorted by key. */
  public List<Reading.Delete> deletes() {
    return List.copyOf(deletes.values());
  }

  /** One row a key, sorted by key; sorted once until something is added. */
  public List<Row> rows() {
    var rows = sorted;
    if (rows == null) {
      rows = new ArrayList<>(winners.values());
      rows.sort((a, b) -> a.key().compareTo(b.key()));
      sorted = rows;
    }
    return rows;
  }

  /**
   * All rows of a key, the one that would stand first, then the one that would stand without it,
   * and so on.
   */
  public List<Row> contenders(RowKey key) {
    var rows = new ArrayList<Row>();
    var winner = winners.get(key);
    if (winner != null) {
      rows.add(winner);
    }
    var others = new ArrayList<>(beaten.getOrDefault(key, List.of()));
    if (current) {
      others.sort(this::newestFirst);
    } // history keeps the first on the log, and so they stand
    rows.addAll(others);
    return rows;
  }

  private int newestFirst(Row a, Row b) {
    var order = compare(b, a);
    return order != 0 ? order : Long.compare(b.origin().offset(), a.origin().offset());
  }

  private int compare(Row a, Row b) {
    for (var i : newer) {
      var x = a.values()[i];
      var y = b.values()[i];
      if (x == null || y == null) {
        throw new IllegalStateException("a row without order got past its reader");
      }
      var order = RowKey.compare(x, y);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
