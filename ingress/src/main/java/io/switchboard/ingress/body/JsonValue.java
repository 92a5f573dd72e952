package io.switchboard.ingress.body;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value, with the place where it stands in the text that it was read from. */
public sealed interface JsonValue {

  /** The place of a value: characters, the end exclusive. */
  record Span(int start, int end) {
    /** What stands there. */
    public String of(String text) {
      return text.substring(start, end);
    }
  }

  Span span();

  /** A string, its escapes resolved. */
  record Text(String value, Span span) implements JsonValue {}

  /** A number as it was written. */
  record Number(String literal, Span span) implements JsonValue {}

  /** true or false. */
  record Flag(boolean value, Span span) implements JsonValue {}

  /** null. */
  record Null(Span span) implements JsonValue {}

  /** An array. */
  record Items(List<JsonValue> values, Span span) implements JsonValue {}

  /** An object; its members in the order in which they were written. */
  record Members(Map<String, JsonValue> values, Span span) implements JsonValue {
    /** A member, unless it is absent or null. */
    public @Nullable JsonValue get(String name) {
      var value = values.get(name);
      return value instanceof Null ? null : value;
    }
  }
}
