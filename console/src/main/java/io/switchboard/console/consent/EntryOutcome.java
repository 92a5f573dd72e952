package io.switchboard.console.consent;

import java.util.List;

/** What an entry has done, one line for each event. */
public record EntryOutcome(List<EntryLine> lines) {
  /**
   * One event.
   *
   * @param key the number masked, or the case
   * @param link the page of the decision; empty when it is not made yet
   * @param sentence what was decided, in words
   */
  public record EntryLine(String key, String link, String sentence, boolean accepted) {}
}
