package io.switchboard.ivr.session.state;

import java.util.Locale;

/** The reason of a decision. */
public enum DecisionReason {
  /** The call started. */
  STARTED,
  /** A key, a silence or a limit led to another node. */
  MOVED,
  /** An entry needs more keys. */
  COLLECTING,
  /** The entry has no target. */
  NO_MATCH,
  /** The entry has too few digits. */
  TOO_SHORT,
  /** A choice of several keys was not completed. */
  PARTIAL,
  /** No key was pressed. */
  NO_INPUT,
  /** The caller was answered with the root menu before the decision was known. */
  FALLBACK,
  /** The current answer again: nothing new happened. */
  REPEATED,
  /** The event's source does not drive the call. */
  IGNORED,
  /** The session has ended. */
  ENDED;

  /** As on {@code ivr.decisions} and in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
