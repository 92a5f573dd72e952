package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallEvent.CallEnd;
import io.switchboard.contract.event.ivr.CallEvent.Digit;
import io.switchboard.contract.event.ivr.CallEvent.Fallback;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventId;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.SessionEvent.DeadlinePassed;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.state.DecisionReason;
import io.switchboard.ivr.session.state.EndReason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event changes in a call's session: {@code (definition, session, event) →
 * (session, effects)}. The definition is the one that the session is pinned to; for a new call, the
 * active one.
 */
public final class SessionMachine {
  private SessionMachine() {}

  /** Applies one event; {@code session} is null for an unknown or deleted call. */
  public static Transition apply(
      MenuDefinition definition, @Nullable Session session, SessionEvent event) {
    return switch (event) {
      case Received received ->
          switch (session) {
            case null -> begin(definition, received);
            case Session.Open open -> proceed(definition, open, received);
            case Session.Ended ended -> afterEnd(ended, received);
          };
      case DeadlinePassed(var at) ->
          switch (session) {
            case null -> Transition.silent(null);
            case Session.Open open -> expire(definition, open, at);
            case Session.Ended _ -> Transition.silent(null); // its retention is over
          };
    };
  }

  /**
   * The deadline that log time has passed, if the session has one: it is applied before any record
   * of the call. Another one may follow.
   */
  public static Optional<DeadlinePassed> overdue(@Nullable Session session, Instant logTime) {
    return session != null && session.deadline().isBefore(logTime)
        ? Optional.of(new DeadlinePassed(session.deadline()))
        : Optional.empty();
  }

  private static Transition begin(MenuDefinition definition, Received received) {
    return switch (received.event()) {
      case CallEnd _ -> Transition.silent(null); // no session was started
      case Digit digit -> {
        var call = NewSession.call(definition, received, digit.source(), null, Tier.STANDARD, null);
        var traversal = MenuTraversal.start(definition, received.at());
        traversal.press(key(digit.digit()));
        yield transition(
            definition, pressed(NewSession.of(call, received), digit), traversal, received, 0);
      }
      case MenuRequest request -> {
        var call =
            NewSession.call(
                definition,
                received,
                CallSource.MENU,
                request.from(),
                request.tier(),
                request.menuPromptUrl());
        var traversal = MenuTraversal.start(definition, received.at());
        pressAll(traversal, request.dtmf());
        var open = requested(NewSession.of(call, received), received);
        yield transition(definition, open, traversal, received, turnAfter(request));
      }
      case Fallback fallback -> {
        var call =
            NewSession.call(
                definition, received, CallSource.MENU, fallback.from(), fallback.tier(), null);
        var traversal = MenuTraversal.fallBack(definition, received.at());
        var open = requested(NewSession.of(call, received), received);
        yield transition(definition, open, traversal, received, turn(fallback));
      }
    };
  }

  private static Transition proceed(
      MenuDefinition definition, Session.Open open, Received received) {
    return switch (received.event()) {
      case CallEnd _ ->
          TransitionBuilder.end(
              open,
              received.id(),
              Outcome.ABANDONED,
              EndReason.CALL_END,
              new CallerAction.Hangup(),
              received.at());
      case Digit digit when open.hasSeen(received.id()) -> Transition.silent(open);
      case Digit digit when digit.source() != open.call().source() ->
          ignore(definition, open, digit.source(), received);
      case Digit digit when RepeatRules.isRepeat(open, digit) ->
          Transition.silent(pressed(open.withSeen(received.id()), digit));
      case Digit digit -> {
        var traversal = MenuTraversal.resume(definition, open, received.at());
        traversal.press(key(digit.digit()));
        yield transition(
            definition, pressed(open.withSeen(received.id()), digit), traversal, received, 0);
      }
      case MenuRequest request -> answer(definition, open, request, received);
      case Fallback fallback -> fallBack(definition, open, fallback, received);
    };
  }

  private static Transition answer(
      MenuDefinition definition, Session.Open open, MenuRequest request, Received received) {
    var known =
        open.withCall(
            open.call().withCaller(request.from(), request.tier(), request.menuPromptUrl()));
    if (open.call().source() != CallSource.MENU) {
      return open.hasSeen(received.id())
          ? repeat(definition, open, open, received)
          : ignore(definition, known, CallSource.MENU, received);
    }
    if (RepeatRules.isRepeat(definition, open, request, received)) {
      var after = requested(known, received);
      return repeat(
          definition,
          open, // the same answer, also when more is known about the caller
          open.hasSeen(received.id()) ? after : after.withSeen(received.id()),
          received);
    }
    var turn = request.turn();
    var heard = turn != null && turn < known.turn() ? known.withoutFallback() : known;
    var traversal = MenuTraversal.resume(definition, heard, received.at());
    if (request.dtmf().isEmpty()) {
      traversal.silence();
    } else {
      pressAll(traversal, request.dtmf());
    }
    return transition(
        definition,
        requested(known.withSeen(received.id()), received),
        traversal,
        received,
        turnAfter(request));
  }

  private static Transition fallBack(
      MenuDefinition definition, Session.Open open, Fallback fallback, Received received) {
    var known = open.withCall(open.call().withCaller(fallback.from(), fallback.tier(), null));
    if (open.call().source() != CallSource.MENU) {
      return open.hasSeen(received.id())
          ? Transition.silent(open)
          : ignore(definition, known, CallSource.MENU, received);
    }
    if (RepeatRules.isRepeat(open, fallback, received)) {
      return Transition.silent(known);
    }
    var traversal = MenuTraversal.resume(definition, known, received.at());
    traversal.fallBack();
    return transition(
        definition,
        requested(known.withSeen(received.id()), received),
        traversal,
        received,
        turn(fallback));
  }

  private static Session.Open requested(Session.Open open, Received received) {
    return open.withInputs(
        open.inputs().receivedAt(received.receivedAt()).requestedAt(received.at()));
  }

  private static Session.Open pressed(Session.Open open, Digit digit) {
    var press = RepeatRules.press(digit);
    return press == null ? open : open.withInputs(open.inputs().pressed(press));
  }

  /** A caller who answers a turn has heard it. */
  private static int turnAfter(MenuRequest request) {
    var turn = request.turn();
    return turn == null ? 0 : turn + 1;
  }

  private static int turn(Fallback fallback) {
    var turn = fallback.turn();
    return turn == null ? 0 : turn;
  }

  private static Transition afterEnd(Session.Ended ended, Received received) {
    return switch (received.event()) {
      case MenuRequest _ ->
          new Transition(
              ended,
              List.of(
                  new Effect.Decided(
                      received.id(),
                      received.at(),
                      ended.turn(),
                      ended.action(),
                      DecisionReason.REPEATED)));
      case Digit _, Fallback _, CallEnd _ -> Transition.silent(ended);
    };
  }

  private static Transition expire(MenuDefinition definition, Session.Open open, Instant at) {
    var causeId =
        EventId.hash(open.call().firstEventId(), "deadline", Integer.toString(open.version()));
    if (!at.isBefore(open.call().evictAt())) {
      var evicted =
          TransitionBuilder.end(
              open, causeId, Outcome.ABANDONED, EndReason.EVICTED, new CallerAction.Hangup(), at);
      return new Transition(null, evicted.effects());
    }
    var traversal = MenuTraversal.resume(definition, open, at);
    traversal.silence();
    return TransitionBuilder.build(definition, open, traversal, causeId, at, 0);
  }

  private static Transition repeat(
      MenuDefinition definition, Session.Open heard, Session.Open after, Received received) {
    return new Transition(
        after, List.of(decided(definition, heard, received, DecisionReason.REPEATED)));
  }

  private static Transition ignore(
      MenuDefinition definition, Session.Open open, CallSource source, Received received) {
    var counted = open.withSeen(received.id()).withIgnored(source);
    return new Transition(
        counted, List.of(decided(definition, counted, received, DecisionReason.IGNORED)));
  }

  private static Effect decided(
      MenuDefinition definition, Session.Open open, Received received, DecisionReason reason) {
    return new Effect.Decided(
        received.id(),
        received.at(),
        open.turn(),
        PromptSelector.at(definition, open.call(), open.position()),
        reason);
  }

  private static Transition transition(
      MenuDefinition definition,
      Session.Open before,
      MenuTraversal traversal,
      Received received,
      int leastTurn) {
    return TransitionBuilder.build(
        definition, before, traversal, received.id(), received.at(), leastTurn);
  }

  private static void pressAll(MenuTraversal traversal, String dtmf) {
    dtmf.codePoints()
        .mapToObj(Character::toString)
        .map(SessionMachine::key)
        .forEach(traversal::press);
    traversal.endOfEntry();
  }

  /** Keypads send capital letters; people who write tests may not. */
  static String key(String digit) {
    return digit.toUpperCase(Locale.ROOT);
  }
}
