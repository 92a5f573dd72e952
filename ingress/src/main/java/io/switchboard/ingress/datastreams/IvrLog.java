package io.switchboard.ingress.datastreams;

import java.time.Instant;

/** What a record of the Data Streams is, as far as it has to be known to keep it. */
sealed interface IvrLog {
  /**
   * An IVR log.
   *
   * @param contactId CXone's, the key
   * @param time of the event; the time of receipt where the log has none
   */
  record Readable(String contactId, Instant time) implements IvrLog {}

  /** Not an IVR log. */
  record Unreadable(String reason) implements IvrLog {}
}
