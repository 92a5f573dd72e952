package io.switchboard.sink.mapping;

import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param orReceived whether the time of receipt replaces a missing or unusable time
 * @param atMostReceived whether the time of receipt replaces a later time
 * @param otherwise the default of an absent field, as text; null for NULL
 */
public record ColumnMapping(
    String name,
    ColumnType type,
    ColumnSource source,
    boolean orReceived,
    boolean atMostReceived,
    @Nullable String otherwise) {}
