package io.switchboard.ingress.menu.shadow;

import io.switchboard.contract.event.ivr.CallEvent.Digit;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import io.switchboard.ingress.menu.answer.AnswerRules;
import io.switchboard.ingress.menu.shadow.ShadowResult.Decided;
import io.switchboard.ingress.menu.shadow.ShadowResult.Undecided;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.Effect;
import io.switchboard.ivr.session.LogTimeCorrection;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.SessionMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies the records behind a session as ivr-streams does: in the order of the log, at log time,
 * the deadlines that have passed first. Lives for one decision.
 */
final class SessionFold {
  private final CallView call;
  private final MenuDefinitions definitions;
  private @Nullable Session session;
  private boolean digitsHidden;
  private int change; // the next change of log time
  private @Nullable UndecidedReason obstacle;

  SessionFold(CallView call, MenuDefinitions definitions) {
    this.call = call;
    this.definitions = definitions;
    this.session = call.session();
    this.digitsHidden = call.digitsHidden();
    var changes = call.partition().changes();
    while (change < changes.size() && changes.get(change).offset() < call.nextOffset()) {
      change++;
    }
  }

  /** The decision on a request: where it is on the log, else behind all that is. */
  ShadowResult decide(String requestId) {
    for (var at = 0; at < call.logged().size() && obstacle == null; at++) {
      var record = call.logged().get(at);
      var own = record.id().equals(requestId) && isLast(requestId, at);
      adjustToLogTime(record.offset());
      var decided = record.event(call.callId()).flatMap(it -> apply(it, begins(record), own));
      if (own) {
        return result(decided, record.offset());
      }
    }
    return obstacle == null ? decideAhead(requestId) : new Undecided(obstacle);
  }

  private @Nullable String begins(LoggedRecord record) {
    return record.definition() == null ? call.partition().definition() : record.definition();
  }

  /** A sender that repeats its request repeats the id, too. */
  private boolean isLast(String requestId, int at) {
    return call.logged().stream().skip(at + 1L).noneMatch(it -> it.id().equals(requestId));
  }

  private ShadowResult decideAhead(String requestId) {
    adjustToLogTime(Long.MAX_VALUE);
    var partition = call.partition();
    for (var record : call.sent()) {
      var own = record.id().equals(requestId);
      var decided = apply(record.event(partition.logTime()), partition.definition(), own);
      if (own || obstacle != null) {
        return result(decided, -1);
      }
    }
    return new Undecided(UndecidedReason.LOG_NOT_READ);
  }

  private ShadowResult result(Optional<Effect.Decided> decided, long offset) {
    if (obstacle != null) {
      return new Undecided(obstacle);
    }
    return decided
        .map(
            it ->
                AnswerRules.problem(it.action()).isEmpty()
                    ? new Decided(it.action(), it.turn(), path(session), offset)
                    : new Undecided(UndecidedReason.INVALID))
        .orElseGet(() -> new Undecided(UndecidedReason.UNUSABLE));
  }

  /** What ivr-streams did to the session where log time went back, up to an offset. */
  private void adjustToLogTime(long offset) {
    var changes = call.partition().changes();
    for (; change < changes.size() && changes.get(change).offset() <= offset; change++) {
      var timeChange = changes.get(change);
      expire(timeChange.from());
      var before = session;
      if (before != null && !before.deadline().isBefore(timeChange.to())) {
        session =
            definition(before.call().definition())
                .map(menu -> LogTimeCorrection.apply(menu, before, timeChange.to()))
                .orElse(before);
      }
    }
  }

  private void expire(Instant logTime) {
    for (var due = SessionMachine.overdue(session, logTime);
        due.isPresent();
        due = SessionMachine.overdue(session, logTime)) {
      var before = session;
      var menu = definition(before == null ? null : before.call().definition());
      if (digitsHidden
          && before instanceof Session.Open open
          && !open.position().entry().isEmpty()) {
        obstacle = UndecidedReason.HIDDEN_KEYS; // how the silence ends depends on the entry
      }
      if (menu.isEmpty() || obstacle != null) {
        return;
      }
      session = SessionMachine.apply(menu.get(), before, due.get()).session();
      digitsHidden = digitsHidden && session != null;
    }
  }

  private Optional<Effect.Decided> apply(Received received, @Nullable String begins, boolean own) {
    if (obstacle != null) {
      return Optional.empty();
    }
    expire(received.at());
    var before = session;
    var menu = definition(before == null ? begins : before.call().definition());
    if (obstacle != null || menu.isEmpty() || findObstacle(before, received, own)) {
      return Optional.empty();
    }
    var transition = SessionMachine.apply(menu.get(), before, received);
    session = transition.session();
    return decided(transition.effects());
  }

  private boolean findObstacle(@Nullable Session before, Received received, boolean own) {
    switch (received.event()) {
      case Digit digit
          when digitsHidden
              && before instanceof Session.Open open
              && digit.source() == open.call().source() ->
          obstacle = UndecidedReason.HIDDEN_KEYS;
      case MenuRequest request
          when own && request.turn() != null && request.turn() > turn(before) ->
          obstacle = UndecidedReason.MISSING_TURN;
      default -> {}
    }
    return obstacle != null;
  }

  private static List<String> path(@Nullable Session session) {
    return session == null ? List.of() : session.path();
  }

  private static int turn(@Nullable Session session) {
    return session == null ? 0 : session.turn();
  }

  private static Optional<Effect.Decided> decided(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Decided.class::isInstance)
        .map(Effect.Decided.class::cast)
        .findFirst();
  }

  private Optional<MenuDefinition> definition(@Nullable String hash) {
    var found = hash == null ? Optional.<MenuDefinition>empty() : definitions.find(hash);
    if (found.isEmpty()) {
      obstacle = UndecidedReason.UNKNOWN_DEFINITION;
    }
    return found;
  }
}
