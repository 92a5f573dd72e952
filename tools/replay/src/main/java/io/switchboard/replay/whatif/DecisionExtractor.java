package io.switchboard.replay.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Extracts decisions from the services' output records. Omitted are values that may differ between
 * two runs without a meaning: derived ids, hashes, versions of files, and counters that depend on
 * earlier records.
 */
public final class DecisionExtractor {
  private final Map<String, Function<JsonNode, ComparedDecision>> readers;

  /** For the topics of one deployment. */
  public DecisionExtractor(Topics topics) {
    this.readers =
        Map.of(
            topics.ivrDecisions().name(), DecisionExtractor::decision,
            topics.ivrOutcomes().name(), DecisionExtractor::outcome,
            topics.dispositionsClassified().name(), DecisionExtractor::classified,
            topics.dncDecisions().name(), DecisionExtractor::consent);
  }

  /** Extracts the decision of one output record. */
  public ExtractedDecision of(ScenarioOutput output) {
    var topic = output.topic();
    if (topic.endsWith(".dlq")) {
      return new ExtractedDecision.Compared(deadLetter(output));
    }
    Function<JsonNode, ComparedDecision> reader = readers.get(topic);
    if (reader == null) {
      return new ExtractedDecision.NotCompared();
    }
    return json(output.value())
        .<ExtractedDecision>map(json -> new ExtractedDecision.Compared(reader.apply(json)))
        .orElseGet(ExtractedDecision.Unreadable::new);
  }

  private static ComparedDecision decision(JsonNode json) {
    var call = text(json, "callId");
    var hears = json.path("hears");
    var facts = new LinkedHashMap<String, String>();
    facts.put("hears", heard(hears));
    facts.put("because", text(json, "reason"));
    facts.put("node", json.path("session").path("node").asText("-"));
    return new ComparedDecision(
        "decision/" + call + "/" + text(json, "causeId"), "call " + call, facts);
  }

  private static String heard(JsonNode hears) {
    return switch (text(hears, "action")) {
      case "collect" ->
          "prompt %s, %s digits, %s s"
              .formatted(
                  text(hears, "promptUrl"),
                  text(hears, "maxLength"),
                  text(hears, "timeoutSeconds"));
      case "transfer" -> hears.has("queue") ? "transfer to " + text(hears, "queue") : "transfer";
      case "hangup" -> "hangup";
      default -> hears.toString();
    };
  }

  private static ComparedDecision outcome(JsonNode json) {
    var call = text(json, "callId");
    return new ComparedDecision(
        "outcome/" + call,
        "call " + call,
        facts(json, List.of("outcome", "reason", "path", "endedAt")));
  }

  private static ComparedDecision classified(JsonNode json) {
    return new ComparedDecision(
        "classified/" + text(json, "eventId"),
        "contact " + text(json, "contactId"),
        facts(json, List.of("category", "severity", "ruleId", "stale")));
  }

  private static ComparedDecision consent(JsonNode json) {
    return new ComparedDecision(
        "consent/" + text(json, "eventId") + "/" + text(json, "phoneNumber"),
        "number " + text(json, "phoneNumber"),
        facts(json, List.of("kind", "doNotCall", "rule")));
  }

  private static ComparedDecision deadLetter(ScenarioOutput output) {
    var key = output.key() == null ? "" : new String(output.key(), StandardCharsets.UTF_8);
    return new ComparedDecision(
        "dead letter/" + key + "/" + Arrays.hashCode(output.value()),
        "key " + key,
        Map.of(
            "dead letter",
            EventHeaders.text(output.headers(), DeadLetterHeaders.ERROR_CLASS).orElse("yes")));
  }

  private static Map<String, String> facts(JsonNode json, List<String> names) {
    var facts = new LinkedHashMap<String, String>();
    names.forEach(name -> facts.put(name, text(json, name)));
    return facts;
  }

  private static String text(JsonNode json, String name) {
    var value = json.path(name);
    return value.isMissingNode() || value.isNull()
        ? "-"
        : value.isValueNode() ? value.asText() : value.toString();
  }

  private static Optional<JsonNode> json(byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readTree(value)).filter(JsonNode::isObject);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
