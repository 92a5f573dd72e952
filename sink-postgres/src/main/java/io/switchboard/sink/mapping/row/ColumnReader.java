package io.switchboard.sink.mapping.row;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.time.EventTime;
import io.switchboard.contract.time.Times;
import io.switchboard.sink.mapping.ColumnMapping;
import io.switchboard.sink.mapping.ColumnSource;
import io.switchboard.sink.mapping.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of one column from a record, as an element of the column's array. */
public final class ColumnReader {
  private static final String NO_FIELDS = "{}";

  private final ColumnMapping column;
  private final Set<String> taken;

  /** Creates a reader; {@code taken} are the fields that are not part of {@code rest}. */
  ColumnReader(ColumnMapping column, Set<String> taken) {
    this.column = column;
    this.taken = taken;
  }

  ColumnMapping column() {
    return column;
  }

  @Nullable Object read(SourceRecord source) throws UnfitValueException {
    var value = source.value();
    return switch (column.source()) {
      case ColumnSource.Key _ -> of(source.key(), source);
      case ColumnSource.Header header ->
          of(
              EventHeaders.text(source.record().headers(), header.name())
                  .orElseGet(() -> identity(source, header)),
              source);
      case ColumnSource.Field(var name) ->
          of(text(value == null ? null : value.field(name)), source);
      case ColumnSource.Pointer(var pointer) ->
          of(text(value == null ? null : value.at(pointer)), source);
      case ColumnSource.Rest _ -> value == null ? NO_FIELDS : StorableText.check(value.rest(taken));
    };
  }

  private @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : JsonFields.text(value, column.type());
  }

  /** A record without {@code ce_id} is identified by topic, partition and offset. */
  private static @Nullable String identity(SourceRecord source, ColumnSource.Header header) {
    var record = source.record();
    return header.name().equals(EventHeaders.ID)
        ? record.topic() + "-" + record.partition() + "-" + record.offset()
        : null;
  }

  /** Converts a text to the column's value. */
  private @Nullable Object of(@Nullable String given, SourceRecord source)
      throws UnfitValueException {
    var text = given == null ? column.otherwise() : given;
    if (column.type() == ColumnType.TIMESTAMPTZ) {
      return time(column, text, source.receivedAt());
    }
    if (text == null) {
      return null;
    }
    try {
      return switch (column.type()) {
        case TEXT, JSONB -> StorableText.check(text);
        case BOOLEAN -> bool(text);
        case INTEGER -> Integer.valueOf(text);
        case BIGINT -> Long.valueOf(text);
        case NUMERIC -> new BigDecimal(text).toString();
        case DOUBLE -> Double.valueOf(text);
        case TIMESTAMPTZ -> throw new IllegalStateException("a time was read above");
      };
    } catch (NumberFormatException _) {
      throw new UnfitValueException("22P02", "is not " + column.type().typeName());
    }
  }

  /**
   * The value of a column of times, in epoch milliseconds; null for NULL.
   *
   * @param text the time as sent; null when absent
   */
  public static @Nullable Long time(ColumnMapping column, @Nullable String text, Instant receivedAt)
      throws UnfitValueException {
    var time = readTime(column, text, receivedAt);
    if (time == null) {
      return null;
    }
    return (column.atMostReceived() ? EventTime.effective(time, receivedAt) : time).toEpochMilli();
  }

  private static @Nullable Instant readTime(
      ColumnMapping column, @Nullable String text, Instant receivedAt) throws UnfitValueException {
    if (column.orReceived()) {
      return EventTime.read(text, receivedAt).time();
    }
    var time = Times.parse(text);
    if (time.isEmpty() && text != null) {
      throw new UnfitValueException("22007", "is not a time");
    }
    return time.orElse(null);
  }

  private static Boolean bool(String text) throws UnfitValueException {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new UnfitValueException("22P02", "is not a boolean");
    };
  }
}
