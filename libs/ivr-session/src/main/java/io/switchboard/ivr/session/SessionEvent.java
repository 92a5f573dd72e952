package io.switchboard.ivr.session;

import io.switchboard.contract.event.CallEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can happen to a session. */
public sealed interface SessionEvent {
  /** When, in log time. */
  Instant at();

  /**
   * A record of the call.
   *
   * @param id its {@code ce_id}
   * @param trace its trace context
   * @param replayId the replay that wrote it, if one did
   */
  record Received(
      String id, Instant at, String trace, CallEvent.OfCall event, @Nullable String replayId)
      implements SessionEvent {
    /** Of something that happened, and is no replay. */
    public Received(String id, Instant at, String trace, CallEvent.OfCall event) {
      this(id, at, trace, event, null);
    }
  }

  /** Log time has passed the session's deadline, which is the time of this event. */
  record DeadlinePassed(Instant at) implements SessionEvent {}
}
