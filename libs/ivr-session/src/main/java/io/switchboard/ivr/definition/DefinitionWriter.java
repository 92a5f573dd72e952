package io.switchboard.ivr.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
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

  private DefinitionWriter() {}

  static JsonNode write(Node node) {
    return switch (node) {
      case MappingNode mapping -> object(mapping);
      case SequenceNode sequence -> array(sequence);
      case ScalarNode scalar -> scalar(scalar);
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
        sorted.putIfAbsent(key.getValue(), write(tuple.getValueNode()));
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

  private static JsonNode scalar(ScalarNode scalar) {
    var text = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (scalar.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(text.matches("(?i)true|yes|on"));
    }
    if (scalar.getTag().equals(Tag.INT) && text.matches("0|[1-9]\\d{0,8}")) {
      return JSON.numberNode(Integer.parseInt(text));
    }
    return JSON.textNode(text);
  }
}
