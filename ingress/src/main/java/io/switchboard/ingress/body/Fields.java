package io.switchboard.ingress.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object as a webhook needs them. What is missing or of the wrong kind is
 * noted, and answered as an empty text: ask {@link #hasFaults} before using any of it.
 */
public final class Fields {
  private final ObjectNode object;
  private final String prefix;
  private final List<BodyFault> faults = new ArrayList<>(0);

  /**
   * @param prefix JSON pointer of the object, empty for the body as a whole
   */
  public Fields(ObjectNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /** The object itself. */
  public ObjectNode object() {
    return object;
  }

  /** A string that must be there and not be blank. */
  public String text(String name) {
    return required(name, false);
  }

  /** A string or number that must be there and not be blank; a number in its plain form. */
  public String textOrNumber(String name) {
    return required(name, true);
  }

  private String required(String name, boolean numbers) {
    var value = node(name);
    if (value == null) {
      return fault(name, "is missing");
    }
    if (!value.isTextual() && !(numbers && value.isNumber())) {
      return fault(name, numbers ? "must be a string or a number" : "must be a string");
    }
    var text = plain(value);
    return text.isBlank() ? fault(name, "is empty") : text;
  }

  /** A string or number (in its plain form) if there is one; a value of another kind is ignored. */
  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(node(name))
        .filter(value -> value.isTextual() || value.isNumber())
        .map(Fields::plain);
  }

  /** The same, or each of an array on a line of its own. */
  public Optional<String> optionalTexts(String name) {
    if (!(node(name) instanceof ArrayNode array)) {
      return optionalText(name);
    }
    var texts = new ArrayList<String>();
    array.forEach(
        item -> {
          if (item.isTextual() || item.isNumber()) {
            texts.add(plain(item));
          }
        });
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", texts));
  }

  /**
   * The keys of a telephone in a string, a number, or an array of them, by {@link Codes#keys};
   * empty when there are none.
   */
  public String keys(String name) {
    var value = node(name);
    if (value instanceof ArrayNode array) {
      var keys = new StringBuilder();
      array.forEach(item -> keys.append(keysOf(item)));
      return keys.toString();
    }
    return value == null ? "" : keysOf(value);
  }

  private static String keysOf(JsonNode value) {
    return value.isTextual() || value.isNumber() ? Codes.keys(plain(value)) : "";
  }

  private static String plain(JsonNode value) {
    return value.isFloatingPointNumber() ? JsonNumbers.plain(value.decimalValue()) : value.asText();
  }

  /** The sender's time in a field, if there is a usable one; else the time of receipt. */
  public EventTime time(String name, Instant receivedAt) {
    return EventTime.read(optionalText(name).orElse(null), receivedAt);
  }

  /** Any value, unless it is absent or null. */
  public @Nullable JsonNode node(String name) {
    var value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Notes what is wrong with a field. */
  public String fault(String name, String detail) {
    return faultAt(name.replace("~", "~0").replace("/", "~1"), detail);
  }

  /**
   * Notes what is wrong within a field.
   *
   * @param place JSON pointer from this object, without the leading slash
   */
  public String faultAt(String place, String detail) {
    faults.add(new BodyFault(prefix + "/" + place, detail));
    return "";
  }

  /** Whether anything is wrong. */
  public boolean hasFaults() {
    return !faults.isEmpty();
  }

  /** Everything that is wrong, in the order in which it was asked for. */
  public List<BodyFault> faults() {
    return List.copyOf(faults);
  }
}
