package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.ivr.menu.MenuDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A partition without Kafka: log time, deadlines in order, sessions in a map. What the topology has
 * to agree with.
 */
public final class Calls {
  private final MenuDefinition definition;
  private final Map<String, Session> sessions = new TreeMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  public Calls(MenuDefinition definition) {
    this.definition = definition;
  }

  /** Applies one record, after the deadlines that it has passed. */
  public void receive(CallEvent event, String id, Instant at) {
    receive(event, id, at, at);
  }

  /** Applies one record that ingress received at another time than the log did. */
  public void receive(CallEvent event, String id, Instant at, Instant receivedAt) {
    now = at.isAfter(now) ? at : now;
    fire();
    if (event instanceof CallEvent.OfCall call) {
      apply(call.callId(), new SessionEvent.Received(id, now, receivedAt, "", call, null));
    }
  }

  private void fire() {
    while (true) {
      var first =
          sessions.values().stream()
              .filter(session -> session.deadline().isBefore(now))
              .min(
                  java.util.Comparator.comparing(Session::deadline)
                      .thenComparing(session -> session.call().callId()));
      if (first.isEmpty()) {
        return;
      }
      apply(first.get().call().callId(), new SessionEvent.DeadlinePassed(first.get().deadline()));
    }
  }

  private void apply(String callId, SessionEvent event) {
    var transition = SessionMachine.apply(definition, sessions.get(callId), event);
    effects.addAll(transition.effects());
    var after = transition.session();
    if (after == null) {
      sessions.remove(callId);
    } else {
      sessions.put(callId, after);
    }
  }

  /** The sessions as they are. */
  public Map<String, Session> sessions() {
    return sessions;
  }

  /** All that was made known. */
  public List<Effect> effects() {
    return effects;
  }

  /** The outcomes so far. */
  public List<CallOutcome> outcomes() {
    return effects.stream()
        .filter(Effect.Concluded.class::isInstance)
        .map(effect -> ((Effect.Concluded) effect).outcome())
        .toList();
  }

  /** The decisions so far, without their sessions. */
  public List<CallDecision> decisions(String callId) {
    return effects.stream()
        .filter(Effect.Decided.class::isInstance)
        .map(Effect.Decided.class::cast)
        .map(
            it ->
                new CallDecision(
                    callId,
                    it.causeId(),
                    it.at(),
                    it.turn(),
                    it.action(),
                    it.reason().wireName(),
                    null))
        .toList();
  }
}
