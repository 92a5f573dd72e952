package io.switchboard.sink.mapping.row;

import org.jspecify.annotations.Nullable;

/**
 * A row to write.
 *
 * @param values one for each column of the table, as elements of the columns' arrays
 * @param snapshot its record, which may become a dead letter; the parsed JSON is not kept, because
 *     many rows wait in memory
 * @param eventTime the event's own time, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // rows are compared by their key alone
public record Row(RowKey key, @Nullable Object[] values, RecordSnapshot snapshot, long eventTime) {}
