package io.switchboard.ingress.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.JsonBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects from strangers: Jackson with strict settings, UTF-8 only, one value and
 * nothing behind it, and what {@link StrictParser} checks.
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
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // strangers' names neither stay in memory nor meet each other in a symbol table
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .recyclerPool(JsonBuffers.INSTANCE)
          .build();

  private static final ObjectReader TREES =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private static final ObjectWriter CANONICAL =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build()
          .writer();

  private StrictJson() {}

  /** The result of reading a body. */
  public sealed interface JsonResult {

    /** It is a JSON object within the limits. */
    record Readable(ObjectNode object) implements JsonResult {}

    /** It is not. */
    record Unreadable(BodyFault fault) implements JsonResult {}
  }

  /** Reads a body without a byte order mark. */
  public static JsonResult read(byte[] body) {
    return read(body, Set.of());
  }

  /**
   * The same without some members of the body: they have to be JSON and may be of any length.
   *
   * @param ignored their names
   */
  public static JsonResult read(byte[] body, Set<String> ignored) {
    String text;
    try {
      text = text(body);
    } catch (CharacterCodingException _) {
      return unreadable("", "is not valid UTF-8");
    }
    if (hasForeignHexadecimal(text)) {
      return unreadable("", "has an escape \\u without four hexadecimal digits");
    }
    try (var parser = new StrictParser(FACTORY.createParser(text), ignored)) {
      try {
        return object(parser);
      } catch (StreamConstraintsException e) {
        return unreadable("", limit(e.getOriginalMessage()));
      } catch (StrictParser.Violation e) {
        return unreadable(pointer(parser), e.getOriginalMessage());
      } catch (JsonProcessingException e) {
        return e.getOriginalMessage().startsWith("Duplicate")
            ? unreadable(pointer(parser), "stands there twice")
            : unreadable("", "is not valid JSON" + place(e.getLocation()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  private static JsonResult object(JsonParser parser) throws IOException {
    var root = TREES.<JsonNode>readTree(parser);
    if (root == null) {
      return unreadable("", "is empty");
    }
    if (parser.nextToken() != null) {
      return unreadable("", "goes on after its end");
    }
    return root instanceof ObjectNode object
        ? new JsonResult.Readable(object)
        : unreadable("", "must be a JSON object");
  }

  private static String pointer(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  private static String place(@Nullable JsonLocation place) {
    return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  /**
   * The elements of an array as they were written.
   *
   * @param body that was {@link JsonResult.Readable}
   * @param name of a member of the body that is an array
   */
  public static List<String> elements(byte[] body, String name) {
    var text = new String(body, StandardCharsets.UTF_8);
    var elements = new ArrayList<String>();
    try (var parser = FACTORY.createParser(text)) {
      parser.nextToken();
      while (!name.equals(parser.nextFieldName())) {
        parser.nextToken();
        parser.skipChildren();
      }
      parser.nextToken();
      while (!parser.nextToken().isStructEnd()) {
        var start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        elements.add(text.substring(start, (int) parser.currentLocation().getCharOffset()));
      }
      return elements;
    } catch (IOException e) {
      throw new IllegalStateException("it has been read before", e);
    }
  }

  /**
   * One text for all spellings of a value: names sorted, no white space, one form of escapes and of
   * numbers.
   */
  public static String canonical(JsonNode value) {
    try {
      return CANONICAL.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
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
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
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

  private static JsonResult unreadable(String pointer, String detail) {
    return new JsonResult.Unreadable(new BodyFault(pointer, detail));
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
}
