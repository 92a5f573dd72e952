package io.switchboard.replay.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import org.jspecify.annotations.Nullable;

/**
 * What the services' outputs say. Left out is what differs between two runs without meaning
 * anything: derived ids, hashes, versions of files, and counters that depend on what came before.
 */
public final class Sayings {
  private final Topics topics;

  public Sayings(Topics topics) {
    this.topics = topics;
  }

  /** What one output says; empty for topics that nobody compares. */
  public Optional<Said> of(Output output) {
    var topic = output.topic();
    if (topic.endsWith(".dlq")) {
      return Optional.of(deadLetter(output));
    }
    var json = json(output.value());
    if (topic.equals(topics.ivrDecisions().name())) {
      return Optional.of(decision(json));
    }
    if (topic.equals(topics.ivrOutcomes().name())) {
      return Optional.of(outcome(json));
    }
    if (topic.equals(topics.dispositionsClassified().name())) {
      return Optional.of(classified(json));
    }
    return topic.equals(topics.dncDecisions().name())
        ? Optional.of(consent(json))
        : Optional.empty();
  }

  private static Said decision(JsonNode json) {
    var call = text(json, "callId");
    var hears = json.path("hears");
    var facts = new LinkedHashMap<String, String>();
    facts.put("hears", heard(hears));
    facts.put("because", text(json, "reason"));
    facts.put("node", json.path("session").path("node").asText("-"));
    return new Said("decision/" + call + "/" + text(json, "causeId"), "call " + call, facts);
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

  private static Said outcome(JsonNode json) {
    var call = text(json, "callId");
    return new Said(
        "outcome/" + call,
        "call " + call,
        facts(json, List.of("outcome", "reason", "path", "endedAt")));
  }

  private static Said classified(JsonNode json) {
    return new Said(
        "classified/" + text(json, "eventId"),
        "contact " + text(json, "contactId"),
        facts(json, List.of("category", "severity", "ruleId", "stale")));
  }

  private static Said consent(JsonNode json) {
    return new Said(
        "consent/" + text(json, "eventId") + "/" + text(json, "phoneNumber"),
        "number " + text(json, "phoneNumber"),
        facts(json, List.of("kind", "doNotCall", "rule")));
  }

  private static Said deadLetter(Output output) {
    var key = output.key() == null ? "" : new String(output.key(), StandardCharsets.UTF_8);
    return new Said(
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

  private static JsonNode json(byte @Nullable [] value) {
    if (value == null) {
      return MissingNode.getInstance();
    }
    try {
      return Json.mapper().readTree(value);
    } catch (IOException e) {
      throw new IllegalStateException("a decision on the log is not JSON", e);
    }
  }
}
