package io.switchboard.ivr.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML tree as JSON with sorted fields, so that comments, quotes and the order of lines do not
 * change a definition's hash.
 */
final class DefinitionWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * The fields with a boolean; elsewhere {@code yes} and {@code on} are names that people chose.
   */
  private static final Set<String> FLAGS = Set.of("globals", "sensitive");

  private DefinitionWriter() {}

  static JsonNode write(Node node) {
    return write(node, false);
  }

  private static JsonNode write(Node node, boolean flag) {
    return switch (node) {
      case MappingNode mapping -> object(mapping);
      case SequenceNode sequence -> array(sequence);
      case ScalarNode scalar -> scalar(scalar, flag);
      default -> JSON.nullNode(); // anchors are resolved before
    };
  }

  static String hash(JsonNode body) {
    try {
      return EventId.sha256("ivr-definition", Json.mapper().writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  private static ObjectNode object(MappingNode mapping) {
    var sorted = new TreeMap<String, JsonNode>();
    for (var tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        var field = key.getValue();
        sorted.putIfAbsent(field, write(tuple.getValueNode(), FLAGS.contains(field)));
      }
    }
    var object = JSON.objectNode();
    sorted.forEach(object::set);
    return object;
  }

  private static ArrayNode array(SequenceNode sequence) {
    var array = JSON.arrayNode();
    sequence.getValue().forEach(element -> array.add(write(element)));
    return array;
  }

  /**
   * A literal of JSON only where it says the same as the text: YAML 1.1 takes {@code yes} for true,
   * and a node with this name would be lost.
   */
  private static JsonNode scalar(ScalarNode scalar, boolean flag) {
    var text = scalar.getValue();
    var tag = scalar.getTag();
    if (tag.equals(Tag.NULL) && text.equals("null")) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL) && (flag || text.matches("true|false"))) {
      return JSON.booleanNode(text.matches("(?i)true|yes|on"));
    }
    if (tag.equals(Tag.INT) && text.matches("0|[1-9]\\d{0,8}")) {
      return JSON.numberNode(Integer.parseInt(text));
    }
    return JSON.textNode(text);
  }
}
