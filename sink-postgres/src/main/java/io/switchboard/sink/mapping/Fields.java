package io.switchboard.sink.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, as columns ask for them; of a name that stands there twice the last
 * counts. Read in one of two ways that give the same: {@link PlainFields} nearly always, {@link
 * TreeFields} for what is not plain.
 */
sealed interface Fields permits PlainFields, TreeFields {

  /**
   * Reads a JSON object; null when the JSON is something else.
   *
   * @throws IOException when it is not readable; its text may quote the value
   */
  static @Nullable Fields read(byte[] json) throws IOException {
    return PlainFields.isPlain(json) ? PlainFields.read(json) : TreeFields.read(json);
  }

  /**
   * A field as text: what a string holds, a number's digits, true or false, an object or array in
   * JSON; null when it is absent or null.
   */
  @Nullable String text(String name) throws UnfitValueException;

  /** A field as JSON; null when it is absent or null. */
  @Nullable String json(String name);

  /** The fields of all other names, as a JSON object. */
  String rest(Set<String> taken);

  /** All of it. */
  JsonNode tree() throws UnfitValueException;

  /** Whether PostgreSQL can hold every character that is in it. */
  boolean storable();
}
