package io.switchboard.ingress.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.switchboard.contract.json.JsonBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON from strangers: UTF-8 only, one value and nothing behind it, no name twice in an
 * object, no U+0000, no lone surrogates, and within the limits below.
 */
public final class StrictJson {
  /** Objects and arrays within each other. */
  public static final int MAX_DEPTH = 32;

  /** Strings and names, in bytes of UTF-8. */
  public static final int MAX_STRING_BYTES = 8_192;

  /** Tokens in a body. */
  public static final int MAX_TOKENS = 5_000;

  /** Characters of a number: what is longer is not a quantity of anything. */
  public static final int MAX_NUMBER_LENGTH = 100;

  /**
   * Digits of an exponent: beyond that a number is infinite to some readers, and a number that
   * others cannot read would take the record, perhaps an opt-out, out of their hands.
   */
  public static final int MAX_EXPONENT_DIGITS = 3;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING_BYTES)
                  .maxNameLength(MAX_STRING_BYTES)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          // strangers' names neither stay in memory nor meet each other in a symbol table
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .recyclerPool(JsonBuffers.INSTANCE)
          .build();

  private final JsonParser in;

  private StrictJson(JsonParser in) {
    this.in = in;
  }

  /** Reads a body; a UTF-8 byte order mark before it is skipped. */
  public static JsonReading read(byte[] body) {
    String text;
    try {
      text = text(body);
    } catch (CharacterCodingException _) {
      return unreadable("", "is not valid UTF-8");
    }
    if (hasForeignHexadecimal(text)) {
      return unreadable("", "has an escape \\u without four hexadecimal digits");
    }
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return unreadable("", "is empty");
      }
      var root = new StrictJson(parser).value();
      return parser.nextToken() == null
          ? new JsonReading.Readable(text, root)
          : unreadable("", "goes on after its end");
    } catch (Refused e) {
      return new JsonReading.Unreadable(e.fault);
    } catch (StreamConstraintsException e) {
      return unreadable("", limit(String.valueOf(e.getOriginalMessage())));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      return unreadable(
          "",
          place == null
              ? "is not valid JSON"
              : "is not valid JSON at line "
                  + place.getLineNr()
                  + ", column "
                  + place.getColumnNr());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  /** Nearly all of it is ASCII, which needs no decoder. */
  private static String text(byte[] body) throws CharacterCodingException {
    var bits = 0;
    for (var b : body) {
      bits |= b;
    }
    if (bits >= 0) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
    var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /**
   * Jackson's reader of characters looks at the lower eight bits of each digit, and takes U+3061
   * for an a; its reader of bytes, which other services use, does not.
   */
  private static boolean hasForeignHexadecimal(String text) {
    for (var at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2)) {
      if (text.startsWith("u", at + 1)
          && text.substring(at, Math.min(text.length(), at + 6)).chars().anyMatch(c -> c > 127)) {
        return true;
      }
    }
    return false;
  }

  private static JsonReading unreadable(String pointer, String detail) {
    return new JsonReading.Unreadable(new BodyFault(pointer, detail));
  }

  private static String limit(String message) {
    return message.contains("nesting depth")
        ? "is nested more than " + MAX_DEPTH + " deep"
        : message.contains("Token count")
            ? "has more than " + MAX_TOKENS + " tokens"
            : message.contains("Number")
                ? "has a number of more than " + MAX_NUMBER_LENGTH + " characters"
                : "has a string of more than " + MAX_STRING_BYTES + " bytes";
  }

  private JsonValue value() throws IOException {
    var start = start();
    return switch (in.currentToken()) {
      case START_OBJECT -> new JsonValue.Members(members(), new JsonValue.Span(start, end()));
      case START_ARRAY -> new JsonValue.Items(items(), new JsonValue.Span(start, end()));
      case VALUE_STRING -> {
        var text = checked(in.getText());
        yield new JsonValue.Text(text, new JsonValue.Span(start, end()));
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        var literal = in.getText();
        if (exponentDigits(literal) > MAX_EXPONENT_DIGITS) {
          throw refused("has an exponent of more than " + MAX_EXPONENT_DIGITS + " digits");
        }
        yield new JsonValue.Number(literal, new JsonValue.Span(start, start + literal.length()));
      }
      case VALUE_TRUE -> new JsonValue.Flag(true, new JsonValue.Span(start, start + 4));
      case VALUE_FALSE -> new JsonValue.Flag(false, new JsonValue.Span(start, start + 5));
      case VALUE_NULL -> new JsonValue.Null(new JsonValue.Span(start, start + 4));
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("not the beginning of a value");
    };
  }

  private static int exponentDigits(String literal) {
    var digits = 0;
    for (var i = Math.max(literal.indexOf('e'), literal.indexOf('E')) + 1;
        i > 0 && i < literal.length();
        i++) {
      var c = literal.charAt(i);
      var counts = c >= '1' && c <= '9' || c == '0' && digits > 0;
      digits += counts ? 1 : 0;
    }
    return digits;
  }

  private Map<String, JsonValue> members() throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var name = checked(in.currentName());
      in.nextToken();
      if (members.containsKey(name)) {
        throw refused("stands there twice");
      }
      members.put(name, value());
    }
    return members;
  }

  private List<JsonValue> items() throws IOException {
    var items = new ArrayList<JsonValue>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return items;
  }

  private String checked(String text) {
    if (text.length() > MAX_STRING_BYTES / 3
        && text.getBytes(StandardCharsets.UTF_8).length > MAX_STRING_BYTES) {
      throw refused("is longer than " + MAX_STRING_BYTES + " bytes");
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        throw refused("holds U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw refused("holds half a character (a lone surrogate)");
        }
        i++;
      }
    }
    return text;
  }

  private int start() {
    return (int) in.currentTokenLocation().getCharOffset();
  }

  private int end() {
    return (int) in.currentLocation().getCharOffset();
  }

  private Refused refused(String detail) {
    return new Refused(new BodyFault(in.getParsingContext().pathAsPointer().toString(), detail));
  }

  /** Leaves the recursion; {@link #read} answers it as a value. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient BodyFault fault;

    Refused(BodyFault fault) {
      super(null, null, false, false);
      this.fault = fault;
    }
  }
}
