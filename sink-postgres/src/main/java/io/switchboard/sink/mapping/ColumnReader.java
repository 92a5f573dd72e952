package io.switchboard.sink.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.EventHeaders;
import io.switchboard.contract.Times;
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
      case ColumnSource.Key _ -> ofText(source.key(), source);
      case ColumnSource.Header header ->
          ofText(
              EventHeaders.text(source.record().headers(), header.name())
                  .orElseGet(() -> identity(source, header)),
              source);
      case ColumnSource.Field field ->
          ofJson(value == null ? null : value.get(field.name()), source);
      case ColumnSource.Place place ->
          ofJson(value == null ? null : value.at(place.pointer()), source);
      case ColumnSource.Rest _ -> rest(value);
    };
  }

  /** An event whose writer gave it no identity is known by its place on the log. */
  private static @Nullable String identity(SourceRecord source, ColumnSource.Header header) {
    var record = source.record();
    return header.name().equals("ce_id")
        ? record.topic() + "-" + record.partition() + "-" + record.offset()
        : null;
  }

  private Object rest(@Nullable JsonNode value) throws UnfitValueException {
    if (!(value instanceof ObjectNode object)) {
      return NO_FIELDS;
    }
    ObjectNode rest = null;
    for (var field : object.properties()) {
      if (!taken.contains(field.getKey())) {
        rest = rest == null ? object.objectNode() : rest;
        rest.set(field.getKey(), field.getValue());
      }
    }
    return rest == null ? NO_FIELDS : Characters.storable(rest.toString());
  }

  private @Nullable Object ofJson(@Nullable JsonNode node, SourceRecord source)
      throws UnfitValueException {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return ofText(null, source);
    }
    if (column.type() == ColumnType.JSONB) {
      return Characters.storable(node.toString());
    }
    return ofText(node.isValueNode() ? node.asText() : node.toString(), source);
  }

  private @Nullable Object ofText(@Nullable String given, SourceRecord source)
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
        case TEXT, JSONB -> Characters.storable(text);
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
