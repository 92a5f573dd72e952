package io.switchboard.console.export;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of an exported table.
 *
 * @param name in lower camel case, as in JSON
 * @param value a text, number, boolean, {@link java.time.Instant}, list of texts, JSON, or null
 */
public record Column<R>(String name, Function<R, @Nullable Object> value) {

  /** The name in the first line of a CSV file: {@code chain_length}. */
  String header() {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
