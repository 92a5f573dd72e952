package io.switchboard.ivr.session;

import io.switchboard.contract.EventId;
import io.switchboard.contract.event.CallEvent.CallEnd;
import io.switchboard.contract.event.CallEvent.Digit;
import io.switchboard.contract.event.CallEvent.Fallback;
import io.switchboard.contract.event.CallEvent.MenuRequest;
import io.switchboard.contract.event.CallSource;
import io.switchboard.contract.event.CallerHears;
import io.switchboard.contract.event.Outcome;
import io.switchboard.contract.event.Tier;
import io.switchboard.ivr.session.SessionEvent.DeadlinePassed;
import io.switchboard.ivr.session.SessionEvent.Received;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a call's session: {@code (definition, session, event) → (session,
 * effects)}, and nothing else. The definition is the one that the session is pinned to; for a call
 * that begins, the one in force.
 */
public final class SessionMachine {
  private SessionMachine() {}

  /** Applies one event; {@code session} is null for a call that is not known (any more). */
  public static Transition apply(
      MenuDefinition definition, @Nullable Session session, SessionEvent event) {
    return switch (event) {
      case Received received ->
          switch (session) {
            case null -> begin(definition, received);
            case Session.Open open -> proceed(definition, open, received);
            case Session.Ended ended -> absorb(ended, received);
          };
      case DeadlinePassed(var at) ->
          switch (session) {
            case null -> Transition.silent(null);
            case Session.Open open -> expire(definition, open, at);
            case Session.Ended _ -> Transition.silent(null); // its hour is over
          };
    };
  }

  private static Transition begin(MenuDefinition definition, Received received) {
    return switch (received.event()) {
      case CallEnd _ -> Transition.silent(null); // nothing was ever begun
      case Digit digit -> {
        var call = call(definition, received, digit.source(), null, Tier.STANDARD, null);
        var walk = Walk.start(definition, received.at());
        walk.press(key(digit.digit()));
        yield settle(definition, fresh(call, received), walk, received);
      }
      case MenuRequest request -> {
        var call =
            call(
                definition,
                received,
                CallSource.MENU,
                request.from(),
                request.tier(),
                request.menuPromptUrl());
        var walk = Walk.start(definition, received.at());
        pressAll(walk, request.dtmf());
        yield settle(definition, fresh(call, received), walk, received);
      }
      case Fallback fallback -> {
        var call = call(definition, received, CallSource.MENU, null, fallback.tier(), null);
        var walk = Walk.start(definition, received.at());
        walk.fallBack();
        yield settle(definition, fresh(call, received), walk, received, fallback.turn());
      }
    };
  }

  private static Transition proceed(
      MenuDefinition definition, Session.Open open, Received received) {
    return switch (received.event()) {
      case CallEnd _ ->
          end(
              open,
              received.id(),
              Outcome.ABANDONED,
              EndReason.CALL_END,
              new CallerHears.Hangup(),
              received.at());
      case Digit digit when open.hasSeen(received.id()) -> Transition.silent(open);
      case Digit digit when digit.source() != open.call().source() ->
          ignore(definition, open, digit.source(), open.call(), received);
      case Digit digit -> {
        var walk = Walk.resume(definition, open, received.at());
        walk.press(key(digit.digit()));
        yield settle(definition, open.having(received.id()), walk, received);
      }
      case MenuRequest request -> answer(definition, open, request, received);
      case Fallback fallback -> fallBack(definition, open, fallback, received);
    };
  }

  private static Transition answer(
      MenuDefinition definition, Session.Open open, MenuRequest request, Received received) {
    if (open.hasSeen(received.id())) {
      return repeat(definition, open, received);
    }
    if (open.call().source() != CallSource.MENU) {
      var call = open.call().of(request.from(), request.tier());
      return ignore(definition, open, CallSource.MENU, call, received);
    }
    var before = open.beforeFallback();
    var turn = request.turn();
    var heard = open;
    if (turn != null && before != null && turn == before.turn()) {
      heard = open.at(before); // the answer was in time after all: that is where the caller is
    } else if (turn != null && turn < open.turn()) {
      return repeat(definition, open, received);
    }
    var walk = Walk.resume(definition, heard, received.at());
    if (request.dtmf().isEmpty()) {
      walk.silence();
    } else {
      pressAll(walk, request.dtmf());
    }
    return settle(definition, open.having(received.id()), walk, received);
  }

  private static Transition fallBack(
      MenuDefinition definition, Session.Open open, Fallback fallback, Received received) {
    if (open.hasSeen(received.id())) {
      return Transition.silent(open);
    }
    if (open.call().source() != CallSource.MENU) {
      return ignore(definition, open, CallSource.MENU, open.call(), received);
    }
    if (fallback.turn() != null && fallback.turn() < open.turn()) {
      return Transition.silent(open.having(received.id())); // the caller is past it
    }
    var walk = Walk.resume(definition, open, received.at());
    walk.fallBack();
    return settle(definition, open.having(received.id()), walk, received, fallback.turn());
  }

  private static Transition absorb(Session.Ended ended, Received received) {
    return switch (received.event()) {
      case MenuRequest _ ->
          new Transition(
              ended,
              List.of(
                  new Effect.Decided(
                      received.id(), received.at(), ended.turn(), ended.hears(), Why.REPEATED)));
      case Digit _, Fallback _, CallEnd _ -> Transition.silent(ended);
    };
  }

  private static Transition expire(MenuDefinition definition, Session.Open open, Instant at) {
    var causeId =
        EventId.hash(open.call().firstEventId(), "deadline", Integer.toString(open.version()));
    if (!at.isBefore(open.call().evictAt())) {
      var evicted =
          end(open, causeId, Outcome.ABANDONED, EndReason.EVICTED, new CallerHears.Hangup(), at);
      return new Transition(null, evicted.effects());
    }
    var walk = Walk.resume(definition, open, at);
    walk.silence();
    return settle(definition, open, walk, causeId, at, null);
  }

  private static Transition repeat(
      MenuDefinition definition, Session.Open open, Received received) {
    return new Transition(open, List.of(decided(definition, open, received, Why.REPEATED)));
  }

  private static Transition ignore(
      MenuDefinition definition,
      Session.Open open,
      CallSource source,
      Call call,
      Received received) {
    var counted = open.having(received.id()).counting(source, call);
    return new Transition(counted, List.of(decided(definition, counted, received, Why.IGNORED)));
  }

  private static Effect decided(
      MenuDefinition definition, Session.Open open, Received received, String why) {
    return new Effect.Decided(
        received.id(),
        received.at(),
        open.turn(),
        Hearing.at(definition, open.call(), open.position()),
        why);
  }

  private static Transition settle(
      MenuDefinition definition, Session.Open before, Walk walk, Received received) {
    return settle(definition, before, walk, received.id(), received.at(), null);
  }

  private static Transition settle(
      MenuDefinition definition,
      Session.Open before,
      Walk walk,
      Received received,
      @Nullable Integer turn) {
    return settle(definition, before, walk, received.id(), received.at(), turn);
  }

  /** Reads a walk off: an open session with its next deadline, or the end with its outcome. */
  private static Transition settle(
      MenuDefinition definition,
      Session.Open before,
      Walk walk,
      String causeId,
      Instant at,
      @Nullable Integer fallbackTurn) {
    var heardNew = !walk.word().equals(Why.COLLECTING);
    var turn =
        Math.max(before.turn() + (heardNew ? 1 : 0), fallbackTurn == null ? 0 : fallbackTurn);
    var position = walk.position(turn);
    var open =
        new Session.Open(
            before.call(),
            position,
            walk.steps(),
            before.version() + 1,
            walk.path(),
            walk.nodes(),
            Hearing.deadline(definition, before.call(), position, at),
            before.seen(),
            before.ignored(),
            walk.word().equals(Why.FALLBACK) && before.turn() > 0 ? original(before) : null);
    var action = walk.end();
    if (action != null) {
      return end(
          open.at(walk.position(before.turn())),
          causeId,
          outcome(action, walk),
          walk.reason(),
          hears(action),
          at);
    }
    var decided =
        new Effect.Decided(
            causeId, at, turn, Hearing.at(definition, open.call(), position), walk.word());
    return new Transition(open, List.of(decided));
  }

  /** Two fallbacks in a row: the caller may still have heard what came before the first. */
  private static Position original(Session.Open before) {
    var earlier = before.beforeFallback();
    return earlier == null ? before.position() : earlier;
  }

  private static Transition end(
      Session.Open open,
      String causeId,
      Outcome outcome,
      EndReason reason,
      CallerHears hears,
      Instant at) {
    var ended = open.ended(outcome, reason, hears, at);
    return new Transition(
        ended,
        List.of(
            new Effect.Decided(causeId, at, ended.turn(), hears, Why.ENDED),
            new Effect.Concluded(causeId, Conclusion.of(ended))));
  }

  private static Outcome outcome(Target.Action action, Walk walk) {
    return switch (action) {
      case Target.Transfer _ -> Outcome.TRANSFERRED;
      case Target.Complete _ -> Outcome.COMPLETED;
      case Target.OptOut _ -> Outcome.OPTED_OUT;
      case Target.Hangup _ -> walk.silent() ? Outcome.TIMED_OUT : Outcome.HUNG_UP;
    };
  }

  private static CallerHears hears(Target.Action action) {
    return switch (action) {
      case Target.Transfer(var queue) -> new CallerHears.Transfer(queue);
      case Target.Complete(var queue) -> new CallerHears.Transfer(queue);
      case Target.OptOut(var then) -> hears(then);
      case Target.Hangup _ -> new CallerHears.Hangup();
    };
  }

  private static Call call(
      MenuDefinition definition,
      Received received,
      CallSource source,
      @Nullable String from,
      Tier tier,
      @Nullable String menuPromptUrl) {
    return new Call(
        received.event().callId(),
        received.id(),
        received.trace(),
        definition.hash(),
        source,
        from,
        tier,
        menuPromptUrl,
        received.at());
  }

  private static Session.Open fresh(Call call, Received received) {
    var nowhere = new Position("", "", 0, 0, EndReason.SELECTION, false, 0);
    return new Session.Open(
            call, nowhere, 0, 0, List.of(), List.of(), received.at(), List.of(), Map.of(), null)
        .having(received.id());
  }

  private static void pressAll(Walk walk, String dtmf) {
    dtmf.codePoints().mapToObj(Character::toString).map(SessionMachine::key).forEach(walk::press);
    walk.endOfEntry();
  }

  /** Keypads send capital letters; people who type tests do not always. */
  private static String key(String digit) {
    return digit.toUpperCase(Locale.ROOT);
  }
}
