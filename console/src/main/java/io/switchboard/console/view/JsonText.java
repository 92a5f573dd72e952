package io.switchboard.console.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.json.Json;
import java.util.Map;

/** JSON in attributes of pages. */
public final class JsonText {
  private JsonText() {}

  /** An object with one field. */
  public static String of(String name, String value) {
    return of(Map.of(name, value));
  }

  /** Plain data as JSON. */
  public static String of(Object data) {
    try {
      return Json.mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no plain data", e);
    }
  }
}
