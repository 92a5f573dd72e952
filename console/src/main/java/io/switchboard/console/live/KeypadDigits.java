package io.switchboard.console.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hides what callers press from the filter of the live table: with a filter for each digit a person
 * would find out what the table masks.
 */
final class KeypadDigits {
  private static final String TOPIC = "cxone.dtmf";
  private static final List<String> FIELDS = List.of("digit", "dtmf");
  private static final String HIDDEN = "***";

  private KeypadDigits() {}

  /**
   * A record's value as the filter sees it.
   *
   * @param topic without the deployment's prefix
   */
  static byte @Nullable [] hide(String topic, byte @Nullable [] value) {
    if (value == null || !topic.equals(TOPIC)) {
      return value;
    }
    try {
      if (!(Json.mapper().readTree(value) instanceof ObjectNode event)) {
        return value;
      }
      var hidden = false;
      for (var field : FIELDS) {
        if (!event.path(field).asText().isEmpty()) {
          event.put(field, HIDDEN);
          hidden = true;
        }
      }
      return hidden ? event.toString().getBytes(StandardCharsets.UTF_8) : value;
    } catch (IOException _) {
      return value; // no JSON, so no keypad digits
    }
  }
}
