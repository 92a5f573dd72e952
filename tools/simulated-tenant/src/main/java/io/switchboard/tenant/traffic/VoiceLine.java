package io.switchboard.tenant.traffic;

/** What callers can do to the voice socket; each answers how many bridges heard it. */
public interface VoiceLine {
  /** A key. */
  int press(String callId, String digit);

  /** The end of the call. */
  int hangUp(String callId);
}
