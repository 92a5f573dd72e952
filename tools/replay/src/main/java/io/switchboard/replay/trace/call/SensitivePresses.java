package io.switchboard.replay.trace.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.json.JsonSerde;
import io.switchboard.replay.trace.Stage;
import io.switchboard.replay.trace.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The records of {@code cxone.dtmf} in a trace whose digits are hidden: those that were pressed at
 * a sensitive node, led to one or away from one, and those on which no decision is known.
 */
public final class SensitivePresses {
  /** What decisions and outcomes show instead of sensitive digits. */
  static final String MASKED = "***";

  private final Set<String> hidden;

  private SensitivePresses(Set<String> hidden) {
    this.hidden = hidden;
  }

  /** Nothing is hidden: the digits were requested by a person who may see them. */
  public static SensitivePresses revealed() {
    return new SensitivePresses(Set.of());
  }

  /**
   * Looks for them. What was decided before a press is told by the offsets of the decisions: one
   * partition has all those of a call, while timestamps of different topics may be out of order.
   *
   * @param steps in any order
   */
  public static SensitivePresses of(List<Step> steps, SensitiveNodes nodes) {
    var byCause = new HashMap<String, List<CallDecision>>();
    var before = new HashMap<String, JsonNode>(); // the session before the first decision, by cause
    var sessions = new HashMap<String, JsonNode>();
    steps.stream()
        .filter(step -> step.stage() == Stage.IVR_DECISIONS)
        .sorted(Comparator.comparingLong(step -> step.record().offset()))
        .forEach(
            step ->
                decision(step)
                    .ifPresent(
                        decision -> {
                          var cause = decision.causeId();
                          before.putIfAbsent(
                              cause, sessions.getOrDefault(step.key(), MissingNode.getInstance()));
                          byCause.computeIfAbsent(cause, _ -> new ArrayList<>()).add(decision);
                          sessions.put(step.key(), session(decision));
                        }));
    var hidden = new HashSet<String>();
    for (var step : steps) {
      if (step.stage() == Stage.DTMF) {
        var cause = step.headers().id();
        var itsBefore = before.getOrDefault(cause, MissingNode.getInstance());
        if (isHidden(itsBefore, byCause.getOrDefault(cause, List.of()), nodes)) {
          hidden.add(place(step));
        }
      }
    }
    return new SensitivePresses(Set.copyOf(hidden));
  }

  private static Optional<CallDecision> decision(Step step) {
    try {
      return Optional.ofNullable(
          JsonSerde.of(CallDecision.class)
              .deserializer()
              .deserialize(step.record().topic(), step.record().value()));
    } catch (SerializationException _) {
      return Optional.empty(); // written by something else
    }
  }

  private static boolean isHidden(JsonNode before, List<CallDecision> after, SensitiveNodes nodes) {
    return after.isEmpty()
        || isAtSensitiveNode(before, nodes)
        || after.stream()
            .map(SensitivePresses::session)
            .anyMatch(
                session ->
                    isAtSensitiveNode(session, nodes)
                        || session.path("entry").asText().equals(MASKED)
                        || maskedKeys(session) > maskedKeys(before));
  }

  private static boolean isAtSensitiveNode(JsonNode session, SensitiveNodes nodes) {
    return session.has("node")
        && nodes.contains(session.path("definition").asText(), session.path("node").asText());
  }

  private static long maskedKeys(JsonNode session) {
    var count = 0L;
    for (var key : session.path("path")) {
      count += key.asText().equals(MASKED) ? 1 : 0;
    }
    return count;
  }

  private static JsonNode session(CallDecision decision) {
    var session = decision.session();
    return session == null ? MissingNode.getInstance() : session;
  }

  private static String place(Step step) {
    return step.record().partition() + "@" + step.record().offset();
  }

  /** Whether the digits of this record must not be shown. */
  public boolean hide(Step step) {
    return step.stage() == Stage.DTMF && hidden.contains(place(step));
  }

  /** The digits of a record as they may be shown. */
  String shown(Step step, String digits) {
    return hide(step) && !digits.isEmpty() ? MASKED : digits;
  }
}
