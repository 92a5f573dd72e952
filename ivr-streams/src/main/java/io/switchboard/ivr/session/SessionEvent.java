package io.switchboard.ivr.session;

import io.switchboard.contract.event.CallEvent;
import java.time.Instant;

/** What can happen to a session. */
public sealed interface SessionEvent {
  /** When, in log time. */
  Instant at();

  /**
   * A record of the call.
   *
   * @param id its {@code ce_id}
   * @param trace its trace context
   */
  record Received(String id, Instant at, String trace, CallEvent.OfCall event)
      implements SessionEvent {}

  /** Log time has passed the session's deadline, which is the time of this event. */
  record DeadlinePassed(Instant at) implements SessionEvent {}
}
