package io.switchboard.contract.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Reads booleans of senders that write them as texts or numbers: {@code true}, "True", 1. */
public final class JsonBooleans {
  private JsonBooleans() {}

  /**
   * Whether a value is true.
   *
   * @param otherwise the result for a value that is absent or neither true nor false
   */
  public static boolean read(JsonNode value, boolean otherwise) {
    return switch (value.asText().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> otherwise;
    };
  }
}
