package io.switchboard.sink.mapping.row;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.sink.mapping.ColumnType;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a record's JSON object; of a repeated field the last value. */
public record JsonFields(ObjectNode object) {
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  /**
   * Reads a JSON object; null for other JSON.
   *
   * @throws IOException when it is not JSON; its message may quote the value
   */
  static @Nullable JsonFields read(byte[] json) throws IOException {
    try {
      return READER.readValue(json) instanceof ObjectNode object ? new JsonFields(object) : null;
    } catch (NumberFormatException e) { // Jackson accepts it: an exponent of eleven digits
      throw new IOException("a number out of range", e);
    }
  }

  /** The value of a field, null when it is absent or null. */
  @Nullable JsonNode field(String name) {
    return present(object.get(name));
  }

  /** The value at a pointer, null when it is absent or null. */
  @Nullable JsonNode at(JsonPointer place) {
    return present(object.at(place));
  }

  /** The fields with other names, as a JSON object. */
  String rest(Set<String> taken) {
    var rest = object.objectNode();
    for (var field : object.properties()) {
      if (!taken.contains(field.getKey())) {
        rest.set(field.getKey(), field.getValue());
      }
    }
    return rest.toString();
  }

  /**
   * The text of a value for a column type: the content of a string, a number in its plain form (for
   * numeric with all digits as sent), true or false, an object or array as JSON.
   */
  static String text(JsonNode value, ColumnType type) {
    if (type == ColumnType.JSONB || value.isContainerNode()) {
      return value.toString();
    }
    return value.isNumber() && type != ColumnType.NUMERIC
        ? JsonNumbers.plain(value.decimalValue())
        : value.asText();
  }

  private static @Nullable JsonNode present(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isMissingNode() ? null : node;
  }
}
