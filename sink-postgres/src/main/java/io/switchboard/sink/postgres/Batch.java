package io.switchboard.sink.postgres;

import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.encoded.EncodedRows;
import io.switchboard.sink.mapping.encoded.LatestEncodedRows;
import io.switchboard.sink.mapping.row.LatestByKey;
import io.switchboard.sink.mapping.row.RecordSnapshot;
import io.switchboard.sink.mapping.row.Row;
import io.switchboard.sink.mapping.row.RowChange;
import io.switchboard.sink.mapping.row.RowReader;
import io.switchboard.sink.mapping.row.SourceRecord;
import io.switchboard.sink.postgres.table.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The content of one transaction: the newest row per table and key, the offset ranges, and the
 * records that no table can store. Filled by one thread, then written by another.
 */
final class Batch {
  private final int epoch;
  private final Map<TopicPartition, OffsetSpan> ranges = new HashMap<>();
  private final Map<TableMapping, LatestByKey> latestByKey = new LinkedHashMap<>();
  private final Map<TableMapping, LatestEncodedRows> latestEncodedRows = new LinkedHashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private long[] eventTimes = new long[512];
  private int rows;
  private int records;
  private long bytes;
  private long openedNanos;

  /**
   * @param epoch distinguishes the batches of successive assignments of the partitions
   */
  Batch(int epoch) {
    this.epoch = epoch;
  }

  int epoch() {
    return epoch;
  }

  /** A record and its change of each table. */
  record Parsed(TopicPartition partition, RecordSnapshot snapshot, List<TableChange> changes) {}

  /** Rows of a partition whose topic fills one table with encoded rows. */
  record ParsedRows(TopicPartition partition, TableMapping table, EncodedRows rows) {}

  /** The change of one table. */
  record TableChange(TableMapping table, RowChange change) {}

  static Parsed parse(TopicPartition partition, SourceRecord source, List<RowReader> readers) {
    var changes = new ArrayList<TableChange>(readers.size());
    for (var reader : readers) {
      changes.add(new TableChange(reader.table(), reader.read(source)));
    }
    return new Parsed(partition, source.snapshot(), changes);
  }

  void add(Parsed parsed, long nowNanos) {
    count(1, nowNanos);
    bytes += parsed.snapshot().size();
    long eventTime = Long.MAX_VALUE;
    for (var each : parsed.changes()) {
      switch (each.change()) {
        case RowChange.Write(var row) -> {
          latest(each.table()).add(row);
          eventTime = Math.min(eventTime, row.eventTime());
        }
        case RowChange.Delete tombstone -> latest(each.table()).delete(tombstone);
        case RowChange.Unfit(var state, var column, var message) ->
            refusals.add(
                new Refusal(parsed.snapshot(), each.table().table(), state, column, message));
        case RowChange.Nothing() -> {}
      }
    }
    if (eventTime != Long.MAX_VALUE) {
      addEventTime(eventTime);
    }
  }

  void add(ParsedRows parsed, long nowNanos) {
    var encoded = parsed.rows();
    count(encoded.size(), nowNanos);
    bytes += encoded.bytes();
    latestEncodedRows.computeIfAbsent(parsed.table(), LatestEncodedRows::new).add(encoded);
    for (var i = 0; i < encoded.size(); i++) {
      addEventTime(encoded.eventTime(i));
    }
  }

  private void count(int more, long nowNanos) {
    if (records == 0) {
      openedNanos = nowNanos;
    }
    records += more;
  }

  private void addEventTime(long eventTime) {
    eventTimes = rows < eventTimes.length ? eventTimes : Arrays.copyOf(eventTimes, rows * 2);
    eventTimes[rows++] = eventTime;
  }

  /** The partition has been read up to this offset, with or without records. */
  void cover(TopicPartition partition, Supplier<OffsetSpan> before, long end) {
    ranges.compute(
        partition, (_, range) -> range == null ? before.get().until(end) : range.until(end));
  }

  /** Sorts the rows, on the filling thread, while the other thread waits for the database. */
  void sort() {
    latestByKey.values().forEach(LatestByKey::rows);
    latestEncodedRows.values().forEach(LatestEncodedRows::sort);
  }

  private LatestByKey latest(TableMapping table) {
    return latestByKey.computeIfAbsent(table, LatestByKey::new);
  }

  boolean isEmpty() {
    return records == 0;
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  /** When the first record was added, by {@link System#nanoTime}. */
  long openedNanos() {
    return openedNanos;
  }

  Map<TopicPartition, OffsetSpan> rangesByPartition() {
    return ranges;
  }

  Collection<OffsetSpan> ranges() {
    return ranges.values();
  }

  Map<TableMapping, LatestByKey> latestByKey() {
    return latestByKey;
  }

  Map<TableMapping, LatestEncodedRows> latestEncodedRows() {
    return latestEncodedRows;
  }

  /** The rows of one table. */
  List<Row> rows(TableMapping table) {
    var encoded = latestEncodedRows.get(table);
    var latest = encoded == null ? latestByKey.get(table) : encoded.decoded();
    return latest == null ? List.of() : latest.rows();
  }

  List<Refusal> refusals() {
    return refusals;
  }

  /** The event times of the rows, in epoch milliseconds. */
  LongStream eventTimes() {
    return Arrays.stream(eventTimes, 0, rows);
  }
}
