package io.switchboard.ingress.body;

import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object as a webhook needs them. What is missing or of the wrong kind is
 * noted, and answered as an empty text: ask {@link #faulty} before using any of it.
 */
public final class Fields {
  private final JsonValue.Members object;
  private final String prefix;
  private final List<BodyFault> faults = new ArrayList<>(0);

  /**
   * @param prefix JSON pointer of the object, empty for the body as a whole
   */
  public Fields(JsonValue.Members object, String prefix) {
    this.object = object;
    this.prefix = prefix;
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
    return switch (object.get(name)) {
      case JsonValue.Text(var text, _) when !text.isBlank() -> text;
      case JsonValue.Text _ -> fault(name, "is empty");
      case JsonValue.Number(var literal, _) when numbers -> JsonNumbers.plain(literal);
      case null -> fault(name, "is missing");
      case JsonValue.Number _,
          JsonValue.Flag _,
          JsonValue.Null _,
          JsonValue.Items _,
          JsonValue.Members _ ->
          fault(name, numbers ? "must be a string or a number" : "must be a string");
    };
  }

  /** A string or number (in its plain form) if there is one; a value of another kind is ignored. */
  public Optional<String> loose(String name) {
    return switch (object.get(name)) {
      case JsonValue.Text(var text, _) -> Optional.of(text);
      case JsonValue.Number(var literal, _) -> Optional.of(JsonNumbers.plain(literal));
      case null -> Optional.empty();
      case JsonValue.Flag _, JsonValue.Null _, JsonValue.Items _, JsonValue.Members _ ->
          Optional.empty();
    };
  }

  /** The sender's time in a field, if there is a usable one; else the time of receipt. */
  public EventTime time(String name, Instant receivedAt) {
    return EventTime.read(loose(name).orElse(null), receivedAt);
  }

  /** Any value, unless it is absent or null. */
  public @Nullable JsonValue any(String name) {
    return object.get(name);
  }

  /** Notes what is wrong with a field. */
  public String fault(String name, String detail) {
    faults.add(new BodyFault(prefix + "/" + name.replace("~", "~0").replace("/", "~1"), detail));
    return "";
  }

  /** Whether anything is wrong. */
  public boolean faulty() {
    return !faults.isEmpty();
  }

  /** Everything that is wrong, in the order in which it was asked for. */
  public List<BodyFault> faults() {
    return List.copyOf(faults);
  }
}
