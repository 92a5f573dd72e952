package io.switchboard.replay.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a value in a table: a column for each field, those of inner objects with a point
 * ({@code context.vip}). An array is one cell. A value that is no JSON object is in the column
 * {@code value}.
 */
public final class ValueCells {
  private static final String VALUE = "value";

  private ValueCells() {}

  /** The cells of a value by their columns. */
  public static Map<String, String> of(byte @Nullable [] value, NumberMasking numbers) {
    var cells = new LinkedHashMap<String, String>();
    if (value != null) {
      var text = RecordJson.shown(value, numbers);
      if (object(text) instanceof ObjectNode object) {
        put(object, "", cells);
      } else {
        cells.put(VALUE, text);
      }
    }
    return cells;
  }

  private static @Nullable JsonNode object(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException _) {
      return null; // not JSON: one text
    }
  }

  private static void put(ObjectNode object, String before, Map<String, String> cells) {
    for (var field : object.properties()) {
      var name = before + field.getKey();
      switch (field.getValue()) {
        case ObjectNode inner when !inner.isEmpty() -> put(inner, name + ".", cells);
        case JsonNode leaf ->
            cells.put(
                name, leaf.isNull() ? "" : leaf.isValueNode() ? leaf.asText() : leaf.toString());
      }
    }
  }
}
