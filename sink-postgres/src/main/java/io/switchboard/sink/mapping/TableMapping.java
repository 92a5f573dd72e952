package io.switchboard.sink.mapping;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table and the topic that fills it.
 *
 * @param topic without the deployment's prefix
 * @param key the columns that identify a row
 * @param newer the columns that decide which row is newer, compared in this order; empty for
 *     history
 * @param eventTime the column with the event's own time; null: the header is used
 * @param ignored fields that {@link ColumnSource.Rest} omits, besides those of other columns
 */
public record TableMapping(
    String table,
    String topic,
    RowRetention keep,
    List<String> key,
    List<String> newer,
    Tombstone tombstone,
    @Nullable String eventTime,
    Set<String> ignored,
    List<ColumnMapping> columns) {

  /** Which rows a table keeps. */
  public enum RowRetention {
    /** Every event once, by its key; a repeated event changes nothing. */
    HISTORY,
    /** One row per key: the newer one; at equal values the later on the log. */
    CURRENT
  }

  /** The effect of a record without a value. */
  public enum Tombstone {
    IGNORE,
    DELETE,
    DEAD_LETTER
  }

  public TableMapping {
    key = List.copyOf(key);
    newer = List.copyOf(newer);
    ignored = Set.copyOf(ignored);
    columns = List.copyOf(columns);
  }

  /** The index of a column in {@link #columns}; -1 when there is none of that name. */
  public int indexOf(@Nullable String column) {
    for (var i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /** The indexes of these columns in {@link #columns}. */
  public int[] indexesOf(List<String> names) {
    return names.stream().mapToInt(this::indexOf).toArray();
  }
}
