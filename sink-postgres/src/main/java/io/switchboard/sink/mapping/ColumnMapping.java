package io.switchboard.sink.mapping;

import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param orReceived a time that a sender claims: the time of receipt stands in for a missing or
 *     unusable one
 * @param atMostReceived a time after the receipt becomes the time of receipt
 * @param otherwise the default of an absent field, as text; null for NULL
 */
public record ColumnMapping(
    String name,
    ColumnType type,
    ColumnSource source,
    boolean orReceived,
    boolean atMostReceived,
    @Nullable String otherwise) {}
