package io.switchboard.sink.mapping.encoded;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.sink.mapping.ColumnMapping;
import io.switchboard.sink.mapping.ColumnSource;
import io.switchboard.sink.mapping.ColumnType;
import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.row.ColumnReader;
import io.switchboard.sink.mapping.row.RecordSnapshot;
import io.switchboard.sink.mapping.row.Row;
import io.switchboard.sink.mapping.row.UnfitValueException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain records of one table into {@link EncodedRows}, as its mapping says. Not thread-safe:
 * it reuses its buffers.
 */
public final class EncodedRowReader {
  private final TableMapping table;
  private final FieldColumns fields;
  private final int[] times;
  private final int rest;
  private final int eventTime;
  private final FlatJsonScanner scanner = new FlatJsonScanner();
  private final long[] cells;

  private EncodedRowReader(TableMapping table) {
    this.table = table;
    this.fields = new FieldColumns(table);
    this.times = indexes(table, column -> column.type() == ColumnType.TIMESTAMPTZ);
    var rests = indexes(table, column -> column.source() instanceof ColumnSource.Rest);
    this.rest = rests.length == 0 ? -1 : rests[0];
    this.eventTime = table.indexOf(table.eventTime());
    this.cells = new long[table.columns().size()];
  }

  /** A reader, if the mapping of the table allows for one. */
  public static Optional<EncodedRowReader> of(TableMapping table) {
    return isEncodable(table) ? Optional.of(new EncodedRowReader(table)) : Optional.empty();
  }

  /** The record's key is the key; other columns are texts and times of fields, and the rest. */
  private static boolean isEncodable(TableMapping table) {
    var columns = table.columns();
    return table.tombstone() != TableMapping.Tombstone.DELETE
        && table.eventTime() != null
        && table.key().size() == 1
        && columns.get(table.indexOf(table.key().getFirst())).source() instanceof ColumnSource.Key
        && table.newer().stream()
            .allMatch(name -> columns.get(table.indexOf(name)).type() == ColumnType.TIMESTAMPTZ)
        && columns.stream().filter(c -> c.source() instanceof ColumnSource.Rest).count() <= 1
        && columns.stream().allMatch(EncodedRowReader::isEncodable);
  }

  private static boolean isEncodable(ColumnMapping column) {
    return column.otherwise() == null
        && switch (column.source()) {
          case ColumnSource.Key _ -> column.type() == ColumnType.TEXT;
          case ColumnSource.Field _ ->
              column.type() == ColumnType.TEXT || column.type() == ColumnType.TIMESTAMPTZ;
          case ColumnSource.Rest _ -> column.type() == ColumnType.JSONB;
          case ColumnSource.Header _, ColumnSource.Pointer _ -> false;
        };
  }

  private static int[] indexes(
      TableMapping table, java.util.function.Predicate<ColumnMapping> wanted) {
    return java.util.stream.IntStream.range(0, table.columns().size())
        .filter(i -> wanted.test(table.columns().get(i)))
        .toArray();
  }

  /** The table of the rows. */
  public TableMapping table() {
    return table;
  }

  /** An empty list of rows of this table. */
  public EncodedRows rows() {
    return new EncodedRows(cells.length);
  }

  /**
   * Reads a record into a row; false when it is not plain, or no row of the table. Then nothing is
   * added, and {@link io.switchboard.sink.mapping.row.RowReader} reads it.
   */
  public boolean read(ConsumerRecord<byte[], byte[]> record, EncodedRows into) {
    var key = record.key();
    var value = record.value();
    if (key == null
        || value == null
        || !FlatJsonScanner.isStorable(key, 0, key.length)
        || !scanner.scan(value)) {
      return false;
    }
    Arrays.fill(cells, EncodedRows.NULL);
    var text = fields.assign(scanner, value, rest, cells);
    if (text == null || !readTimes(record, value)) {
      return false;
    }
    into.add(RecordSnapshot.of(record), text, cells, cells[eventTime]);
    return true;
  }

  /** Replaces the positions of times by the times; false when one is unusable. */
  private boolean readTimes(ConsumerRecord<byte[], byte[]> record, byte[] value) {
    var receivedAt = EventHeaders.receivedAt(record.headers(), record.timestamp());
    for (var column : times) {
      try {
        var time =
            ColumnReader.time(
                table.columns().get(column), textOf(cells[column], value), receivedAt);
        if (time == null) {
          return false; // rare, and possibly no row
        }
        cells[column] = time;
      } catch (UnfitValueException _) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String textOf(long slice, byte[] value) {
    return slice == EncodedRows.NULL
        ? null
        : new String(
            value, EncodedRows.begin(slice), EncodedRows.length(slice), StandardCharsets.UTF_8);
  }

  /** Adds a row that was read in the other way. */
  public void add(Row row, EncodedRows into) {
    var text = new ByteArrayOutputStream();
    for (var i = 0; i < cells.length; i++) {
      cells[i] =
          switch (row.values()[i]) {
            case null -> EncodedRows.NULL;
            case Long time -> time;
            case Object other -> append(text, other.toString(), i == rest);
          };
    }
    into.add(row.snapshot(), text.toByteArray(), cells, row.eventTime());
  }

  /** The braces of the rest are written by {@link EncodedArray}. */
  private static long append(ByteArrayOutputStream text, String value, boolean braces) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    var begin = text.size();
    var edge = braces ? 1 : 0;
    text.write(bytes, edge, bytes.length - 2 * edge);
    return EncodedRows.slice(begin, bytes.length - 2 * edge);
  }
}
