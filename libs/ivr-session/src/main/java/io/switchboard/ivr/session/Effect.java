package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ivr.session.state.DecisionReason;
import java.time.Instant;

/** An effect of a transition. */
public sealed interface Effect {

  /**
   * What the caller hears next.
   *
   * @param causeId the id of the event that it answers
   */
  record Decided(String causeId, Instant at, int turn, CallerAction action, DecisionReason reason)
      implements Effect {}

  /** How the call ended. */
  record Concluded(String causeId, CallOutcome outcome) implements Effect {}
}
