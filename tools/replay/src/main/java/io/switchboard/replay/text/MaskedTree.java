package io.switchboard.replay.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.JsonNumbers;

/** Masks phone numbers and pressed digits in JSON; the result is JSON. */
final class MaskedTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MaskedTree() {}

  static JsonNode of(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var masked = NODES.objectNode();
        object
            .properties()
            .forEach(
                field ->
                    masked.set(
                        NumberMasking.MASKED.in(field.getKey()),
                        NumberMasking.isPressed(field.getKey())
                            ? pressed(field.getValue())
                            : of(field.getValue())));
        yield masked;
      }
      case ArrayNode array -> {
        var masked = NODES.arrayNode();
        array.forEach(element -> masked.add(of(element)));
        yield masked;
      }
      default -> leaf(node);
    };
  }

  private static JsonNode pressed(JsonNode digits) {
    return digits.isContainerNode() || digits.isNull()
        ? of(digits)
        : NODES.textNode(NumberMasking.MASKED.pressed(digits.asText()));
  }

  private static JsonNode leaf(JsonNode node) {
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    // a number may be a phone number in another notation: 4.15555012E9
    var text = node.isNumber() ? JsonNumbers.plain(node.decimalValue()) : node.textValue();
    var masked = NumberMasking.MASKED.in(text);
    return masked.equals(text) ? node : NODES.textNode(masked);
  }
}
