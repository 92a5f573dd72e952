package io.switchboard.ivr;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.Effect;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.SessionMachine;
import io.switchboard.ivr.session.Transition;
import io.switchboard.ivr.snapshot.SessionSnapshot;
import io.switchboard.ivr.state.SessionJson;
import io.switchboard.streams.BoundedRocksMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes calls of the shipped menu through everything that a record needs besides Kafka: reading and
 * writing of records, headers and sessions, and the session machine. A new JVM loads and compiles
 * that for some seconds, in which callers would wait: so it happens before the instance joins its
 * group. Nothing of it leaves the process.
 */
final class Rehearsal {
  private static final List<String> KEYS = List.of("", "1", "A", "1");

  private final Topics topics;
  private final MenuDefinition definition = DefinitionFile.shipped().definition();
  private int completed;

  private Rehearsal(Topics topics) {
    this.topics = topics;
  }

  /**
   * Takes calls, one after the other.
   *
   * @return how many were completed
   */
  static int run(Topics topics, int calls, Duration atMost) {
    BoundedRocksMemory.load();
    var rehearsal = new Rehearsal(topics);
    var end = System.nanoTime() + atMost.toNanos();
    for (var call = 0; call < calls && System.nanoTime() - end < 0; call++) {
      rehearsal.call("rehearsal-" + call);
    }
    return rehearsal.completed;
  }

  private void call(String callId) {
    byte @Nullable [] stored = null;
    var at = Instant.EPOCH;
    for (var keys : KEYS) {
      at = at.plusSeconds(5); // at the same time it would be a repeated request
      var request = new MenuRequest(callId, null, keys, null, Tier.STANDARD, null, null);
      var headers = read(headers(callId, EventId.hash(callId, at.toString()), at));
      if (copy(topics.dtmf(), callId, (CallEvent) request) instanceof CallEvent.OfCall event) {
        var session = stored == null ? null : SessionJson.read(stored);
        var received = Received.of(headers, at, event);
        var transition = SessionMachine.apply(definition, session, received);
        transition.effects().forEach(effect -> written(callId, effect, transition, headers));
        stored = SessionJson.write(Objects.requireNonNull(transition.session()));
      }
    }
  }

  private void written(String callId, Effect effect, Transition transition, EventHeaders cause) {
    var derived =
        cause.derive(
            EventId.hash(cause.id(), "rehearsal", "0"),
            EventType.MENU_DECISION.wireName(),
            IvrTopology.SOURCE,
            callId,
            cause.time());
    read(derived);
    switch (effect) {
      case Effect.Decided decided -> {
        var session = Objects.requireNonNull(transition.session());
        copy(topics.ivrDecisions(), callId, decision(callId, decided, session));
      }
      case Effect.Concluded(var _, CallOutcome outcome) -> {
        copy(topics.ivrOutcomes(), callId, outcome);
        completed++;
      }
    }
  }

  private CallDecision decision(String callId, Effect.Decided decided, Session session) {
    return new CallDecision(
        callId,
        decided.causeId(),
        decided.at(),
        decided.turn(),
        decided.action(),
        decided.reason().wireName(),
        SessionSnapshot.of(definition, session));
  }

  private static EventHeaders headers(String callId, String id, Instant at) {
    return new EventHeaders(
        id,
        EventType.MENU_REQUEST.wireName(),
        IvrTopology.SOURCE,
        callId,
        at,
        at,
        EventHeaders.newTraceparent());
  }

  private static EventHeaders read(EventHeaders headers) {
    return EventHeaders.read(headers.toKafka(), headers.id(), headers.time().toEpochMilli());
  }

  private static <V> V copy(Topic<String, V> topic, String key, V value) {
    var name = topic.name();
    topic.keys().deserializer().deserialize(name, topic.keys().serializer().serialize(name, key));
    return topic
        .values()
        .deserializer()
        .deserialize(name, topic.values().serializer().serialize(name, value));
  }
}
