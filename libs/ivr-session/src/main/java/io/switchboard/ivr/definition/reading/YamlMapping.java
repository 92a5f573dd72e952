package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One mapping of a YAML file, read field by field; problems are reported to the diagnostics. */
final class YamlMapping {
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Diagnostics diagnostics;
  private final SourcePosition position;
  private final String path;

  /** A key and its value. */
  record Field(String name, SourcePosition position, Node value) {}

  /** Reads a mapping; {@code what} is its name in messages. */
  static Optional<YamlMapping> of(Node node, String path, String what, Diagnostics diagnostics) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMapping(mapping, path, diagnostics));
    }
    diagnostics.add(
        SourcePosition.of(node),
        Fault.WRONG_VALUE,
        what + " must be a list of 'name: value' lines",
        null);
    return Optional.empty();
  }

  private YamlMapping(MappingNode node, String path, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.position = SourcePosition.of(node);
    this.path = path;
    diagnostics.remember(path, position);
    for (var tuple : node.getValue()) {
      var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      var at = SourcePosition.of(tuple.getKeyNode());
      diagnostics.remember(path + "/" + key, at);
      var before = fields.putIfAbsent(key, new Field(key, at, tuple.getValueNode()));
      if (before != null) {
        diagnostics.add(
            at,
            KeypadKeys.areKeys(key) ? Fault.DUPLICATE_DIGIT : Fault.WRONG_VALUE,
            "'" + key + "' is repeated, first in line " + before.position().line(),
            "keep one of them");
      }
    }
  }

  String path() {
    return path;
  }

  SourcePosition position() {
    return position;
  }

  Map<String, Field> fields() {
    return fields;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Reports every unknown field. */
  void allowOnly(List<String> known) {
    for (var field : fields.values()) {
      if (!known.contains(field.name())) {
        var suggestion = SpellingSuggestion.didYouMean(field.name(), known);
        diagnostics.add(
            field.position(),
            Fault.UNKNOWN_FIELD,
            "'" + field.name() + "' is not allowed here",
            suggestion != null ? suggestion : "known are " + String.join(", ", known));
      }
    }
  }

  Optional<Node> value(String name) {
    return Optional.ofNullable(fields.get(name)).map(Field::value);
  }

  Optional<YamlMapping> mapping(String name) {
    return value(name).flatMap(node -> of(node, path + "/" + name, "'" + name + "'", diagnostics));
  }

  /** A required field. */
  Optional<Node> required(String name, String example) {
    var node = value(name);
    if (node.isEmpty()) {
      diagnostics.add(
          position, Fault.MISSING_FIELD, "'" + name + "' is missing", "for example " + example);
    }
    return node;
  }

  /** A text, null when absent or of another type. */
  @Nullable String text(String name) {
    return value(name).flatMap(node -> text(node, "'" + name + "'")).orElse(null);
  }

  Optional<String> text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    diagnostics.add(
        SourcePosition.of(node), Fault.WRONG_VALUE, what + " must be one word or text", null);
    return Optional.empty();
  }

  int number(String name, int otherwise, int least, int most) {
    var node = value(name).orElse(null);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof ScalarNode scalar && scalar.getValue().matches("\\d{1,6}")) {
      var number = Integer.parseInt(scalar.getValue());
      if (number >= least && number <= most) {
        return number;
      }
    }
    diagnostics.add(
        SourcePosition.of(node),
        Fault.WRONG_VALUE,
        "'" + name + "' must be a whole number from " + least + " to " + most,
        "for example " + name + ": " + otherwise);
    return otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    var node = value(name).orElse(null);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return scalar.getValue().matches("(?i)true|yes|on");
    }
    diagnostics.add(
        SourcePosition.of(node), Fault.WRONG_VALUE, "'" + name + "' must be true or false", null);
    return otherwise;
  }

  /** A list of texts; a single text is a list of one. */
  List<ScalarNode> texts(String name) {
    var node = value(name).orElse(null);
    var texts = new ArrayList<ScalarNode>();
    switch (node) {
      case null -> {}
      case ScalarNode scalar -> texts.add(scalar);
      case SequenceNode sequence -> {
        for (var element : sequence.getValue()) {
          if (element instanceof ScalarNode scalar) {
            texts.add(scalar);
          } else {
            diagnostics.add(
                SourcePosition.of(element),
                Fault.WRONG_VALUE,
                "only words may stand in '" + name + "'",
                null);
          }
        }
      }
      default ->
          diagnostics.add(
              SourcePosition.of(node), Fault.WRONG_VALUE, "'" + name + "' must be a list", null);
    }
    return texts;
  }
}
