package io.switchboard.sink.mapping;

import com.fasterxml.jackson.core.JsonPointer;

/** Where in a record a column's value comes from. */
public sealed interface ColumnSource {
  /** The record's key. */
  record Key() implements ColumnSource {}

  /** A header, as text. */
  record Header(String name) implements ColumnSource {}

  /** A field of the value's top level. */
  record Field(String name) implements ColumnSource {}

  /** A JSON Pointer into the value. */
  record Pointer(JsonPointer pointer) implements ColumnSource {}

  /** Every field of the top level that no other column takes. */
  record Rest() implements ColumnSource {}

  /** Parses the notation of sink.yaml; the schema has checked it. */
  static ColumnSource parse(String text) {
    return switch (text) {
      case "key" -> new Key();
      case "rest" -> new Rest();
      case String header when header.startsWith("header:") -> new Header(header.substring(7));
      case String field when field.startsWith("field:") -> new Field(field.substring(6));
      case String place when place.startsWith("/") -> new Pointer(JsonPointer.compile(place));
      default ->
          throw new IllegalArgumentException(
              "from: '" + text + "' is none of key, rest, header:<name>, field:<name>, /a/pointer");
    };
  }
}
