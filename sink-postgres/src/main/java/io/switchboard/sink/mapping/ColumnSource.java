package io.switchboard.sink.mapping;

import com.fasterxml.jackson.core.JsonPointer;

/** The source of a column's value in a record. */
public sealed interface ColumnSource {
  /** The record's key. */
  record Key() implements ColumnSource {}

  /** A header, as text. */
  record Header(String name) implements ColumnSource {}

  /** A field of the value's top level. */
  record Field(String name) implements ColumnSource {}

  /** A JSON Pointer into the value. */
  record Pointer(JsonPointer pointer) implements ColumnSource {}

  /** All fields of the top level without a column. */
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
