package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Target;
import io.switchboard.ivr.session.state.DecisionReason;
import io.switchboard.ivr.session.state.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Converts the result of a traversal to an open session with its next deadline, or to the end with
 * its outcome.
 */
final class TransitionBuilder {
  private TransitionBuilder() {}

  /**
   * The transition of a traversal.
   *
   * @param leastTurn the turn that the caller is known to have reached; 0 for none
   */
  static Transition build(
      MenuDefinition definition,
      Session.Open before,
      MenuTraversal traversal,
      String causeId,
      Instant at,
      int leastTurn) {
    var state = traversal.state();
    var heardNew =
        state.decisionReason() != DecisionReason.COLLECTING
            && state.decisionReason() != DecisionReason.REPEATED;
    var turn = Math.max(before.turn() + (heardNew ? 1 : 0), leastTurn);
    var fellBack = state.decisionReason() == DecisionReason.FALLBACK && before.turn() > 0;
    var earlier = before.beforeFallback() != null ? before.withoutFallback() : before;
    var position = state.position(turn);
    var open =
        new Session.Open(
            before.call(),
            position,
            state.steps(),
            before.version() + 1,
            state.path(),
            state.nodes(),
            PromptSelector.deadline(definition, before.call(), position, at),
            before.seen(),
            before.ignored(),
            // after two consecutive fallbacks the caller may still have heard the answer before
            // the first
            fellBack ? earlier.position() : null,
            fellBack ? earlier.path() : null,
            before.inputs().closing(traversal.closedEntry()));
    var action = state.end();
    if (action != null) {
      return end(
          open.withPosition(state.position(before.turn())),
          causeId,
          outcome(action, state),
          state.endReason(),
          callerAction(action),
          at);
    }
    var decided =
        new Effect.Decided(
            causeId,
            at,
            turn,
            PromptSelector.at(definition, open.call(), position),
            state.decisionReason());
    return new Transition(open, List.of(decided));
  }

  static Transition end(
      Session.Open open,
      String causeId,
      Outcome outcome,
      EndReason reason,
      CallerAction action,
      Instant at) {
    var ended = open.ended(outcome, reason, action, at);
    return new Transition(
        ended,
        List.of(
            new Effect.Decided(causeId, at, ended.turn(), action, DecisionReason.ENDED),
            new Effect.Concluded(causeId, outcome(ended))));
  }

  /** The outcome of an ended session. */
  private static CallOutcome outcome(Session.Ended ended) {
    var call = ended.call();
    return new CallOutcome(
        call.callId(),
        ended.outcome(),
        ended.reason().wireName(),
        ended.path(),
        ended.nodes(),
        call.startedAt(),
        ended.endedAt(),
        Math.max(0, Duration.between(call.startedAt(), ended.endedAt()).toMillis()),
        call.phoneNumber(),
        call.tier(),
        call.definition(),
        call.source());
  }

  private static Outcome outcome(Target.Action action, TraversalState state) {
    return switch (action) {
      case Target.Transfer _ -> Outcome.TRANSFERRED;
      case Target.Complete _ -> Outcome.COMPLETED;
      case Target.OptOut _ -> Outcome.OPTED_OUT;
      case Target.Hangup _ -> state.silent() ? Outcome.TIMED_OUT : Outcome.HUNG_UP;
    };
  }

  private static CallerAction callerAction(Target.Action action) {
    return switch (action) {
      case Target.Transfer(var queue) -> new CallerAction.Transfer(queue);
      case Target.Complete(var queue) -> new CallerAction.Transfer(queue);
      case Target.OptOut(var then) -> callerAction(then);
      case Target.Hangup _ -> new CallerAction.Hangup();
    };
  }
}
