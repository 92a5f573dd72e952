package io.switchboard.ivr.session.state;

import java.util.Locale;

/** Why a session ended, beyond its outcome. */
public enum EndReason {
  /** The caller chose it. */
  SELECTION,
  /** Silence where an entry was expected. */
  NO_INPUT,
  /** Silence in the middle of a choice of several keys. */
  PARTIAL,
  /** A number with too few digits. */
  TOO_SHORT,
  /** An entry without a target. */
  NO_MATCH,
  /** Silences and wrong entries together. */
  MAX_ATTEMPTS,
  /** The call's steps are used up. */
  MAX_STEPS,
  /** The caller hung up first. */
  CALL_END,
  /** The session was open for a whole day. */
  EVICTED;

  /** As on {@code ivr.outcomes} and in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
