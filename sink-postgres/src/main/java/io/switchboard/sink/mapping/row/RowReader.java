package io.switchboard.sink.mapping.row;

import io.switchboard.sink.mapping.ColumnSource;
import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.row.RowChange.Unfit;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one table. */
public final class RowReader {
  private static final String NOT_NULL = "23502";

  private final TableMapping table;
  private final List<ColumnReader> columns;
  private final int[] key;
  private final int[] newer;
  private final int eventTime;

  public RowReader(TableMapping table) {
    this.table = table;
    var taken = new HashSet<>(table.ignored());
    for (var column : table.columns()) {
      if (column.source() instanceof ColumnSource.Field field) {
        taken.add(field.name());
      }
    }
    this.columns = table.columns().stream().map(c -> new ColumnReader(c, taken)).toList();
    this.key = table.indexesOf(table.key());
    this.newer = table.indexesOf(table.newer());
    this.eventTime = table.indexOf(table.eventTime());
  }

  /** The table of the rows. */
  public TableMapping table() {
    return table;
  }

  /** Reads a record. */
  public RowChange read(SourceRecord source) {
    if (source.problem() != null) {
      return new Unfit("22032", null, source.problem()); // invalid_json_text
    }
    var values = new @Nullable Object[columns.size()];
    if (source.value() == null) {
      return tombstone(source, values);
    }
    for (var i = 0; i < values.length; i++) {
      var unfit = readInto(values, i, source);
      if (unfit != null) {
        return unfit;
      }
    }
    for (var i : newer) {
      if (values[i] == null) {
        return new Unfit(NOT_NULL, table.columns().get(i).name(), "is missing");
      }
    }
    var time = eventTime < 0 ? null : (Long) values[eventTime];
    return withKey(
        values,
        rowKey ->
            new RowChange.Write(
                new Row(
                    rowKey,
                    values,
                    source.snapshot(),
                    time == null ? source.eventTime().toEpochMilli() : time)));
  }

  private RowChange tombstone(SourceRecord source, @Nullable Object[] values) {
    return switch (table.tombstone()) {
      case IGNORE -> new RowChange.Nothing();
      case DEAD_LETTER -> new Unfit("22004", null, "the record has no value");
      case DELETE -> {
        for (var i : key) {
          var unfit = readInto(values, i, source);
          if (unfit != null) {
            yield unfit;
          }
        }
        yield withKey(values, rowKey -> new RowChange.Delete(rowKey, source.snapshot()));
      }
    };
  }

  private @Nullable Unfit readInto(@Nullable Object[] values, int i, SourceRecord source) {
    try {
      values[i] = columns.get(i).read(source);
      return null;
    } catch (UnfitValueException e) {
      return new Unfit(
          e.sqlState(), columns.get(i).column().name(), String.valueOf(e.getMessage()));
    }
  }

  private RowChange withKey(
      @Nullable Object[] values, java.util.function.Function<RowKey, RowChange> reading) {
    var parts = new Object[key.length];
    for (var i = 0; i < key.length; i++) {
      var part = values[key[i]];
      if (part == null) {
        return new Unfit(NOT_NULL, table.key().get(i), "is missing");
      }
      parts[i] = part;
    }
    return reading.apply(new RowKey(parts));
  }
}
