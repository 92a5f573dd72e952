package io.switchboard.sink.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields of JSON that is well-formed UTF-8 without escapes, as nearly all is: the text of each
 * field is a piece of the whole, so the parser only has to say where it begins, and nothing is
 * written anew. A tree of the same JSON takes three times as long.
 */
final class PlainFields implements Fields {
  private static final JsonFactory FACTORY = Json.mapper().getFactory();
  private static final int USUAL = 12;
  private static final String NO_FIELDS = "{}";

  private final byte[] json;
  private @Nullable String[] names = new @Nullable String[USUAL];

  /** Where each field's name begins, where its value does, and where that ends. */
  private int[] places = new int[3 * USUAL];

  private int count;

  private PlainFields(byte[] json) {
    this.json = json;
  }

  /** Also what it says is plain may not be JSON; what is not may be. */
  static boolean isPlain(byte[] json) {
    if (json.length == 0 || json[0] != '{') {
      return false; // spaces before it, a byte order mark, no object
    }
    var text = new String(json, UTF_8);
    return text.indexOf('\\') < 0
        && text.indexOf('\0') < 0 // UTF-16
        && text.indexOf('\uFFFD') < 0; // what stands in for bytes that are not UTF-8
  }

  /** Reads plain JSON; null when it is no object. */
  static @Nullable PlainFields read(byte[] json) throws IOException {
    var fields = new PlainFields(json);
    try (var parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      var end = 1;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        end = fields.add(parser, end);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
    }
    return fields;
  }

  /** Adds the field whose name has been read, and returns where it ends. */
  private int add(JsonParser parser, int from) throws IOException {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      places = Arrays.copyOf(places, 6 * count);
    }
    names[count] = parser.currentName();
    var token = parser.nextToken();
    var begin = (int) parser.currentTokenLocation().getByteOffset();
    var end =
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            parser.skipChildren();
            yield (int) parser.currentLocation().getByteOffset();
          }
          case VALUE_STRING -> after((byte) '"', begin + 1);
          default -> endOfWord(begin);
        };
    places[3 * count] = after((byte) '"', from) - 1;
    places[3 * count + 1] = begin;
    places[3 * count + 2] = end;
    count++;
    return end;
  }

  private int after(byte wanted, int from) throws JsonParseException {
    for (var i = from; i < json.length; i++) {
      if (json[i] == wanted) {
        return i + 1;
      }
    }
    throw new JsonParseException(null, "ends within a string");
  }

  /** Numbers, true, false and null go on for as long as these are their characters. */
  private int endOfWord(int begin) {
    var i = begin;
    while (i < json.length && (Character.isLetterOrDigit(json[i]) || isSign(json[i]))) {
      i++;
    }
    return i;
  }

  private static boolean isSign(byte character) {
    return character == '-' || character == '+' || character == '.';
  }

  private int find(String name) {
    for (var i = count - 1; i >= 0; i--) {
      if (name.equals(names[i])) {
        return i;
      }
    }
    return -1;
  }

  private String piece(int begin, int end) {
    return new String(json, begin, end - begin, UTF_8);
  }

  @Override
  public @Nullable String text(String name) throws UnfitValueException {
    var i = find(name);
    if (i < 0) {
      return null;
    }
    var begin = places[3 * i + 1];
    var end = places[3 * i + 2];
    return switch (json[begin]) {
      case '"' -> piece(begin + 1, end - 1);
      case '{', '[' -> TreeFields.text(node(begin, end));
      case 'n' -> null;
      case 't', 'f' -> piece(begin, end);
      default -> number(piece(begin, end));
    };
  }

  /** As a tree writes it. */
  private static String number(String text) throws UnfitValueException {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return decimal(text);
      }
    }
    return text.equals("-0") ? "0" : text;
  }

  private static String decimal(String text) throws UnfitValueException {
    try {
      return new BigDecimal(text).toString();
    } catch (NumberFormatException _) {
      throw new UnfitValueException("22003", "is too large or too small a number");
    }
  }

  private JsonNode node(int begin, int end) throws UnfitValueException {
    try {
      return TreeFields.node(json, begin, end);
    } catch (IOException _) { // it is JSON, but there may be numbers in it that nothing can hold
      throw new UnfitValueException("22032", "is not readable JSON");
    }
  }

  @Override
  public @Nullable String json(String name) {
    var i = find(name);
    return i < 0 || json[places[3 * i + 1]] == 'n'
        ? null
        : piece(places[3 * i + 1], places[3 * i + 2]);
  }

  @Override
  public String rest(Set<String> taken) {
    var rest = new byte[json.length];
    var size = 0;
    for (var i = 0; i < count; i++) {
      if (!taken.contains(names[i])) {
        var length = places[3 * i + 2] - places[3 * i];
        rest[size] = (byte) ',';
        System.arraycopy(json, places[3 * i], rest, size + 1, length);
        size += 1 + length;
      }
    }
    if (size == 0) {
      return NO_FIELDS;
    }
    rest[0] = '{';
    rest[size] = '}';
    return new String(rest, 0, size + 1, UTF_8);
  }

  @Override
  public JsonNode tree() throws UnfitValueException {
    return node(0, json.length);
  }

  @Override
  public boolean storable() {
    return true; // U+0000 and halves of pairs need escapes, or are not UTF-8
  }
}
