package io.switchboard.ingress.menu.shadow;

import java.util.Locale;

/** Why no shadow decision can be taken on a request. */
public enum UndecidedReason {
  /** No session of the call was seen, and the call may have begun before this ingress read. */
  UNKNOWN_CALL,
  /** The call uses a menu definition that is not known here. */
  UNKNOWN_DEFINITION,
  /** Records between the session and the first offset that was read may be missing. */
  LOG_GAP,
  /** The log has not been read up to the request. */
  LOG_NOT_READ,
  /** The request is on the log, and ivr-streams puts it on its dead letters. */
  UNUSABLE,
  /** The session hides sensitive keys, and more keys have come since. */
  HIDDEN_KEYS,
  /** The caller answers a turn that the log does not know. */
  MISSING_TURN,
  /** What the menu says must not be sent to CXone. */
  INVALID;

  /** As in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
