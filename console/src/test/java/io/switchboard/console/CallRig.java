package io.switchboard.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the records and rows of calls, as the services do. */
final class CallRig {
  private static final CallerAction.Collect PROMPT =
      new CallerAction.Collect(
          "https://cdn.example.com/prompts/gold_menu.wav", 4, 10, List.of("#"));

  private final ConsoleRig rig;
  private final CheckedDefinition definition;

  private CallRig(ConsoleRig rig, CheckedDefinition definition) {
    this.rig = rig;
    this.definition = definition;
  }

  /** Calls of the shipped menu, in force from now on. */
  static CallRig shipped(ConsoleRig rig) {
    return of(rig, DefinitionFile.shipped());
  }

  /** Calls of a menu, in force from now on. */
  static CallRig of(ConsoleRig rig, CheckedDefinition definition) {
    var published = definition.published(Instant.now());
    var inForce = published.activated(Instant.now(), null, null);
    var calls = new CallRig(rig, definition);
    calls.send(rig.kafka.topics().ivrDefinitions(), definition.hash(), inForce, Instant.now());
    await().untilAsserted(() -> assertThat(rig.html("/calls")).contains(definition.hash()));
    return calls;
  }

  String hash() {
    return definition.hash();
  }

  /** A request of CXone and the decision on it, which leaves the caller at a node. */
  void pressed(String callId, String dtmf, String node, List<String> path) {
    var now = Instant.now();
    var request =
        new CallEvent.MenuRequest(callId, "+14155552671", dtmf, null, Tier.GOLD, null, null);
    var id = send(rig.kafka.topics().dtmf(), callId, request, now);
    var session = Json.mapper().createObjectNode();
    session.put("state", "open");
    session.put("node", node);
    path.forEach(session.putArray("path")::add);
    session.put("source", "menu");
    session.put("definition", definition.hash());
    session.put("deadline", now.plusSeconds(30).truncatedTo(ChronoUnit.MILLIS).toString());
    send(
        rig.kafka.topics().ivrDecisions(),
        callId,
        new CallDecision(
            callId,
            id,
            now,
            path.size() + 1,
            PROMPT,
            path.isEmpty() ? "started" : "moved",
            session),
        now);
  }

  /** The end of a call, on the topics and in the table. */
  void ended(String callId, Outcome outcome, List<String> path, List<String> nodes)
      throws SQLException {
    var now = Instant.now();
    var session = Json.mapper().createObjectNode();
    session.put("state", "ended");
    path.forEach(session.putArray("path")::add);
    session.put("definition", definition.hash());
    send(
        rig.kafka.topics().ivrDecisions(),
        callId,
        new CallDecision(
            callId,
            "e-" + callId,
            now,
            path.size() + 1,
            new CallerAction.Hangup(),
            "ended",
            session),
        now);
    send(
        rig.kafka.topics().ivrOutcomes(),
        callId,
        new CallOutcome(
            callId,
            outcome,
            "selection",
            path,
            nodes,
            now.minusSeconds(12),
            now,
            12_000,
            "+14155552671",
            Tier.GOLD,
            definition.hash(),
            CallSource.MENU),
        now);
    row(callId, outcome, path, nodes, Duration.ZERO);
  }

  /** A call that ended some time ago, in the table alone. */
  void row(String callId, Outcome outcome, List<String> path, List<String> nodes, Duration ago)
      throws SQLException {
    rig.execute(
        """
        INSERT INTO ivr_outcomes(call_id, outcome, reason, path, nodes, started_at, ended_at,
          duration_ms, phone_number, tier, definition, source)
        VALUES (?, ?, 'selection', ?::jsonb, ?::jsonb, now() - ?::interval - interval '12 seconds',
          now() - ?::interval, 12000, '+14155552671', 'gold', ?, 'menu')""",
        callId,
        outcome.wireName(),
        Json.mapper().valueToTree(path).toString(),
        Json.mapper().valueToTree(nodes).toString(),
        ago.toSeconds() + " seconds",
        ago.toSeconds() + " seconds",
        definition.hash());
  }

  private <V> String send(Topic<String, V> topic, String key, V value, Instant at) {
    var trace = EventHeaders.newTraceparent();
    var id = EventId.hash(trace);
    var time = at.truncatedTo(ChronoUnit.MILLIS);
    var headers = new EventHeaders(id, "test", "/test", key, time, time, trace);
    rig.send(
        new ProducerRecord<>(
            topic.name(),
            null,
            time.toEpochMilli(),
            key.getBytes(UTF_8),
            topic.values().serializer().serialize(topic.name(), value),
            headers.toKafka()));
    return id;
  }
}
