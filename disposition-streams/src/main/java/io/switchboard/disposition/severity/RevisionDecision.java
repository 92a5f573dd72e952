package io.switchboard.disposition.severity;

import org.jspecify.annotations.Nullable;

/** How a call result changes the state of its contact. */
public sealed interface RevisionDecision {

  /**
   * It becomes the contact's current result.
   *
   * @param supersedes the event id of the result with another code that it corrects
   */
  record Counts(int revision, @Nullable String supersedes, LastResult after)
      implements RevisionDecision {}

  /**
   * It is older than the current result, and an opt-out: emitted once, because no opt-out may be
   * lost; the current result stays.
   *
   * @param revision of the current result
   */
  record StaleOptOut(int revision, LastResult after) implements RevisionDecision {}

  /** It is older than the current result: nothing changes. */
  record Outdated() implements RevisionDecision {}

  /** The same event again: nothing changes. */
  record Repeated() implements RevisionDecision {}
}
