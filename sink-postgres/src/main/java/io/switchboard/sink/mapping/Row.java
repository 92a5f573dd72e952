package io.switchboard.sink.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A row to be.
 *
 * @param values one for each column of the table, in the form in which its array carries it
 * @param eventTime the event's own time, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // rows are compared by their key alone
public record Row(RowKey key, @Nullable Object[] values, SourceRecord source, long eventTime) {}
