package io.switchboard.sink.mapping;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.time.Times;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one column's value of a record, in the form in which its array carries it. */
final class ColumnReader {
  private static final String NO_FIELDS = "{}";

  private final ColumnMapping column;
  private final Set<String> taken;

  /** For a column; {@code taken} are the fields that do not belong to the rest. */
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
      case ColumnSource.Key _ -> of(source.key(), false, source);
      case ColumnSource.Header header ->
          of(
              EventHeaders.text(source.record().headers(), header.name())
                  .orElseGet(() -> identity(source, header)),
              false,
              source);
      case ColumnSource.Field field when value != null -> of(field, value, source);
      case ColumnSource.Place place when value != null -> of(place, value, source);
      case ColumnSource.Field _, ColumnSource.Place _ -> of(null, true, source);
      case ColumnSource.Rest _ -> rest(value);
    };
  }

  private @Nullable Object of(ColumnSource.Field field, Fields value, SourceRecord source)
      throws UnfitValueException {
    var text =
        column.type() == ColumnType.JSONB ? value.json(field.name()) : value.text(field.name());
    return of(text, value.storable(), source);
  }

  private @Nullable Object of(ColumnSource.Place place, Fields value, SourceRecord source)
      throws UnfitValueException {
    var node = value.tree().at(place.pointer());
    var isJson = column.type() == ColumnType.JSONB && !node.isNull() && !node.isMissingNode();
    return of(isJson ? node.toString() : TreeFields.text(node), value.storable(), source);
  }

  /** An event whose writer gave it no identity is known by its place on the log. */
  private static @Nullable String identity(SourceRecord source, ColumnSource.Header header) {
    var record = source.record();
    return header.name().equals(EventHeaders.ID)
        ? record.topic() + "-" + record.partition() + "-" + record.offset()
        : null;
  }

  private Object rest(@Nullable Fields value) throws UnfitValueException {
    if (value == null) {
      return NO_FIELDS;
    }
    var rest = value.rest(taken);
    return value.storable() ? rest : Characters.storable(rest);
  }

  /**
   * The column's value of a text.
   *
   * @param storable whether every character of it is known to be
   */
  private @Nullable Object of(@Nullable String given, boolean storable, SourceRecord source)
      throws UnfitValueException {
    var text = given == null ? column.otherwise() : given;
    if (column.type() == ColumnType.TIMESTAMPTZ) {
      return time(text, source);
    }
    if (text == null) {
      return null;
    }
    try {
      return switch (column.type()) {
        case TEXT, JSONB -> storable ? text : Characters.storable(text);
        case BOOLEAN -> bool(text);
        case INTEGER -> Integer.valueOf(text);
        case BIGINT -> Long.valueOf(text);
        case NUMERIC -> new BigDecimal(text).toString();
        case DOUBLE -> Double.valueOf(text);
        case TIMESTAMPTZ -> throw new IllegalStateException("a time was read above");
      };
    } catch (NumberFormatException _) {
      throw new UnfitValueException("22P02", "is no " + column.type().word());
    }
  }

  private @Nullable Object time(@Nullable String text, SourceRecord source)
      throws UnfitValueException {
    var time = Times.parse(text);
    if (time.isPresent()) {
      return time.get().toEpochMilli();
    }
    if (column.orReceived()) {
      return source.receivedAt().toEpochMilli();
    }
    if (text == null) {
      return null;
    }
    throw new UnfitValueException("22007", "is no time");
  }

  private static Boolean bool(String text) throws UnfitValueException {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new UnfitValueException("22P02", "is no boolean");
    };
  }
}
