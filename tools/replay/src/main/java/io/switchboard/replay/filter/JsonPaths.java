package io.switchboard.replay.filter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.switchboard.contract.json.Json;
import io.switchboard.replay.filter.Property.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON paths of a filter, as a tree, so that one pass over a value's JSON finds all of them and
 * skips the rest. No tree of the value is built, which makes scans fast.
 */
final class JsonPaths {
  private final Branch root = new Branch();
  private final int slots;
  private final boolean single;

  JsonPaths(List<Property.Path> paths) {
    this.slots = paths.size();
    var anyElements = false;
    for (var path : paths) {
      var branch = root;
      for (var step : path.steps()) {
        branch = branch.at(step);
        anyElements |= step instanceof Step.AnyElement;
      }
      branch.slot = path.slot();
    }
    this.single = !anyElements;
  }

  /** The values at the paths; none when the value is not JSON. */
  PathValues find(byte @Nullable [] value) {
    var found = new PathValues(slots);
    if (slots == 0 || value == null || value.length == 0) {
      return found;
    }
    try (var parser = Json.mapper().getFactory().createParser(value)) {
      parser.nextToken();
      walk(parser, root, found);
      return found;
    } catch (IOException _) {
      return new PathValues(slots); // not JSON: no values
    }
  }

  private void walk(JsonParser parser, Branch branch, PathValues found) throws IOException {
    var token = parser.currentToken();
    if (token == null) {
      return;
    }
    if (branch.slot >= 0) {
      found.add(branch.slot, value(token, parser));
    }
    if (token == JsonToken.START_OBJECT && !branch.fields.isEmpty()) {
      fields(parser, branch, found);
    } else if (token == JsonToken.START_ARRAY && branch.hasElements()) {
      elements(parser, branch, found);
    } else {
      parser.skipChildren();
    }
  }

  private void fields(JsonParser parser, Branch branch, PathValues found) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var next = branch.fields.get(parser.currentName());
      parser.nextToken();
      if (next == null) {
        parser.skipChildren();
      } else {
        walk(parser, next, found);
        if (single && found.complete()) {
          return;
        }
      }
    }
  }

  private void elements(JsonParser parser, Branch branch, PathValues found) throws IOException {
    for (var index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      var next = branch.elements.get(index);
      if (next == null) {
        next = branch.any;
      }
      if (next == null) {
        parser.skipChildren();
      } else {
        walk(parser, next, found);
        if (single && found.complete()) {
          return;
        }
      }
    }
  }

  private static PathValues.Value value(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_STRING -> new PathValues.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new PathValues.Number(parser.getText());
      case VALUE_TRUE -> new PathValues.Truth(true);
      case VALUE_FALSE -> new PathValues.Truth(false);
      case VALUE_NULL -> new PathValues.Null();
      default -> new PathValues.Structure();
    };
  }

  private static final class Branch {
    private final Map<String, Branch> fields = new HashMap<>();
    private final Map<Integer, Branch> elements = new HashMap<>();
    private @Nullable Branch any;
    private int slot = -1;

    Branch at(Step step) {
      return switch (step) {
        case Step.Field(var name) -> fields.computeIfAbsent(name, _ -> new Branch());
        case Step.Element(var index) -> elements.computeIfAbsent(index, _ -> new Branch());
        case Step.AnyElement _ -> {
          if (any == null) {
            any = new Branch();
          }
          yield any;
        }
      };
    }

    boolean hasElements() {
      return any != null || !elements.isEmpty();
    }
  }
}
