package io.switchboard.disposition.severity;

import org.jspecify.annotations.Nullable;

/** What a call result does to what is known of its contact. */
public sealed interface Decision {

  /**
   * It counts from now on.
   *
   * @param supersedes the event id of the result with another code that it corrects
   */
  record Counts(int revision, @Nullable String supersedes, LastResult after) implements Decision {}

  /**
   * It is older than what counts, and an opt-out: reported once, because an opt-out must not get
   * lost, but the newer result stands.
   *
   * @param revision of the result that stands
   */
  record StaleOptOut(int revision, LastResult after) implements Decision {}

  /** It is older than what counts: nothing changes. */
  record Outdated() implements Decision {}

  /** The same event again: nothing changes. */
  record Repeated() implements Decision {}
}
