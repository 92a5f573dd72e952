package io.switchboard.sink.mapping;

import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param orReceived the time of receipt stands in for a missing or unreadable time
 * @param otherwise stands in for an absent field, as text; null for NULL
 */
public record ColumnMapping(
    String name,
    ColumnType type,
    ColumnSource source,
    boolean orReceived,
    @Nullable String otherwise) {}
