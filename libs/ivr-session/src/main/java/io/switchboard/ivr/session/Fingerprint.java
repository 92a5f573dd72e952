package io.switchboard.ivr.session;

import io.switchboard.contract.headers.EventId;

/** Event ids of any length, in 16 hexadecimal digits: a session remembers a hundred of them. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(String eventId) {
    return EventId.hash(eventId).substring(0, 16);
  }
}
