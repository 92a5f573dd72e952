package io.switchboard.ingress.body;

/** What came of reading a body as JSON. */
public sealed interface JsonReading {

  /**
   * Readable, and within the limits.
   *
   * @param text the body, which the spans of {@code root} refer to
   */
  record Readable(String text, JsonValue root) implements JsonReading {}

  /** Not readable, or over a limit. */
  record Unreadable(BodyFault fault) implements JsonReading {}
}
