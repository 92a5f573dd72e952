package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event of a session. */
public sealed interface SessionEvent {
  /** The log time. */
  Instant at();

  /**
   * A record of the call.
   *
   * @param id its {@code ce_id}
   * @param receivedAt when ingress received it
   * @param trace its trace context
   * @param replayId the replay that wrote it, if one did
   */
  record Received(
      String id,
      Instant at,
      Instant receivedAt,
      String trace,
      CallEvent.OfCall event,
      @Nullable String replayId)
      implements SessionEvent {
    /** An original event, received at log time. */
    public Received(String id, Instant at, String trace, CallEvent.OfCall event) {
      this(id, at, at, trace, event, null);
    }

    /**
     * A record of the log.
     *
     * @param logTime after the record
     */
    public static Received of(EventHeaders headers, Instant logTime, CallEvent.OfCall event) {
      return new Received(
          headers.id(),
          logTime,
          headers.receivedAt(),
          headers.traceparent(),
          event,
          headers.replayId());
    }
  }

  /** Log time has passed the session's deadline, which is the time of this event. */
  record DeadlinePassed(Instant at) implements SessionEvent {}
}
