package io.switchboard.sink.mapping;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table and the topic that fills it.
 *
 * @param topic without the deployment's prefix
 * @param key the columns that identify a row
 * @param newer the columns that tell newer from older, compared in this order; empty for history
 * @param eventTime the column that holds the event's own time; null: the header's counts
 * @param ignored fields that {@link ColumnSource.Rest} leaves out, besides those of other columns
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

  /** What a table keeps. */
  public enum RowRetention {
    /** Every event once, by its key; the same event again changes nothing. */
    HISTORY,
    /** One row per key: the newer wins; at equal values the later on the log. */
    CURRENT
  }

  /** What a record without a value does. */
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

  /** Where a column stands among {@link #columns}; -1 for none of that name. */
  public int indexOf(@Nullable String column) {
    for (var i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the given columns stand among {@link #columns}. */
  public int[] indexesOf(List<String> names) {
    return names.stream().mapToInt(this::indexOf).toArray();
  }
}
