package io.switchboard.tenant.traffic;

/** The actions of callers on the voice socket; each returns the number of bridges. */
public interface VoiceLine {
  /** A key. */
  int press(String callId, String digit);

  /** The end of the call. */
  int hangUp(String callId);
}
