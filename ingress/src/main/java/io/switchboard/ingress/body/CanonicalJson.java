package io.switchboard.ingress.body;

import io.switchboard.contract.json.JsonNumbers;
import java.util.TreeMap;

/**
 * One text for all spellings of a JSON value: names sorted, no white space, one form of escapes and
 * of numbers.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** The canonical text of a value. */
  public static String of(JsonValue value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(JsonValue value, StringBuilder out) {
    switch (value) {
      case JsonValue.Text(var text, _) -> quote(text, out);
      case JsonValue.Number(var literal, _) -> out.append(JsonNumbers.plain(literal));
      case JsonValue.Flag(var flag, _) -> out.append(flag);
      case JsonValue.Null _ -> out.append("null");
      case JsonValue.Items(var items, _) -> {
        var separator = '[';
        for (var item : items) {
          out.append(separator);
          write(item, out);
          separator = ',';
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case JsonValue.Members(var members, _) -> {
        var separator = '{';
        for (var member : new TreeMap<>(members).entrySet()) {
          out.append(separator);
          quote(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
