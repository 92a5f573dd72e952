package io.switchboard.cxone.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON body of a request with placeholders.
 *
 * <p>A string that is exactly {@code {name}} is replaced by the value of that name, which keeps its
 * type; a field without a value is left out. An object {@code {$each: name, $item: …}} becomes an
 * array with one filled item for each element of that value.
 */
public record BodyTemplate(JsonNode template) {
  private static final String EACH = "$each";

  /** The names of all values, those of list elements included. */
  public Set<String> placeholders() {
    var names = new TreeSet<String>();
    collect(template, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.isTextual() && isPlaceholder(node.textValue())) {
      names.add(name(node.textValue()));
    }
    node.forEach(child -> collect(child, names));
  }

  private static boolean isPlaceholder(String text) {
    return text.startsWith("{") && text.endsWith("}");
  }

  private static String name(String placeholder) {
    return placeholder.substring(1, placeholder.length() - 1);
  }

  /** The body with the placeholders replaced. */
  public JsonNode fill(JsonNode values) {
    return fill(template, values).orElse(JsonNodeFactory.instance.nullNode());
  }

  private static Optional<JsonNode> fill(JsonNode node, JsonNode values) {
    if (node.isTextual()) {
      return placeholder(node, values);
    }
    if (node instanceof ArrayNode array) {
      var filled = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> fill(element, values).ifPresent(filled::add));
      return Optional.of(filled);
    }
    if (node instanceof ObjectNode object) {
      return Optional.of(object.has(EACH) ? each(object, values) : fields(object, values));
    }
    return Optional.of(node);
  }

  private static Optional<JsonNode> placeholder(JsonNode text, JsonNode values) {
    var word = text.textValue();
    if (!isPlaceholder(word)) {
      return Optional.of(text);
    }
    var value = values.path(name(word));
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private static JsonNode each(ObjectNode object, JsonNode values) {
    var filled = JsonNodeFactory.instance.arrayNode();
    var item = object.path("$item");
    values
        .path(object.path(EACH).asText())
        .forEach(element -> fill(item, element).ifPresent(filled::add));
    return filled;
  }

  private static JsonNode fields(ObjectNode object, JsonNode values) {
    var filled = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            field ->
                fill(field.getValue(), values)
                    .ifPresent(value -> filled.set(field.getKey(), value)));
    return filled;
  }
}
