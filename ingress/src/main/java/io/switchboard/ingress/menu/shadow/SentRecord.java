package io.switchboard.ingress.menu.shadow;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.ivr.session.SessionEvent.Received;
import java.time.Instant;

/**
 * A request or fallback of this ingress that it has not read back from the log yet.
 *
 * @param id its {@code ce_id}
 */
record SentRecord(String id, Instant receivedAt, CallEvent.OfCall event) {

  /** As it will be on the log at the earliest. */
  Received event(Instant logTime) {
    var at = receivedAt.isAfter(logTime) ? receivedAt : logTime;
    return new Received(id, at, receivedAt, "", event, null);
  }
}
