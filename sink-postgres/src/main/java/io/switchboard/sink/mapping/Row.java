package io.switchboard.sink.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A row to be.
 *
 * @param values one for each column of the table, in the form in which its array carries it
 * @param origin where it comes from, for the dead-letter topic; what was read of it is not kept,
 *     for many rows wait in memory
 * @param eventTime the event's own time, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // rows are compared by their key alone
public record Row(RowKey key, @Nullable Object[] values, Origin origin, long eventTime) {}
