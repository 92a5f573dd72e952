package io.switchboard.sink.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of whatever JSON there is, read into a tree. */
record TreeFields(ObjectNode tree) implements Fields {
  private static final ObjectReader TREES =
      Json.mapper()
          .readerFor(JsonNode.class)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  static @Nullable TreeFields read(byte[] json) throws IOException {
    return node(json, 0, json.length) instanceof ObjectNode object ? new TreeFields(object) : null;
  }

  /** Reads a part of a JSON text that is a value by itself. */
  static JsonNode node(byte[] json, int begin, int end) throws IOException {
    try {
      return TREES.readValue(json, begin, end - begin);
    } catch (NumberFormatException e) { // Jackson lets it through: an exponent of eleven digits
      throw new IOException("a number that nothing can hold", e);
    }
  }

  /** A value as text; null for none. */
  static @Nullable String text(@Nullable JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    return node.isValueNode() ? node.asText() : node.toString();
  }

  @Override
  public @Nullable String text(String name) {
    return text(tree.get(name));
  }

  @Override
  public @Nullable String json(String name) {
    var node = tree.get(name);
    return node == null || node.isNull() ? null : node.toString();
  }

  @Override
  public String rest(Set<String> taken) {
    var rest = tree.objectNode();
    for (var field : tree.properties()) {
      if (!taken.contains(field.getKey())) {
        rest.set(field.getKey(), field.getValue());
      }
    }
    return rest.toString();
  }

  @Override
  public boolean storable() {
    return false; // nobody has looked
  }
}
