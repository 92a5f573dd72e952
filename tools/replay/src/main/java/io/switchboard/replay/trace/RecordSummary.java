package io.switchboard.replay.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.VisibleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The fields that matter of a record, by its topic. */
public final class RecordSummary {
  private final NumberMasking numbers;

  public RecordSummary(NumberMasking numbers) {
    this.numbers = numbers;
  }

  /** The summary of a record; empty for other topics, and for values without these fields. */
  public Optional<String> of(ConsumerRecord<byte[], byte[]> record, TopicPrefix prefix) {
    return Stage.of(record.topic(), prefix)
        .map(stage -> of(stage, record))
        .filter(text -> !text.isEmpty());
  }

  String of(Stage stage, ConsumerRecord<byte[], byte[]> record) {
    return VisibleText.of(facts(stage, record));
  }

  private String facts(Stage stage, ConsumerRecord<byte[], byte[]> record) {
    var json = json(record);
    var names =
        switch (stage) {
          case DTMF -> List.of("type", "digit", "dtmf", "source", "tier");
          case CALL_RESULTS -> List.of("dispositionCode", "callResult", "timestamp");
          case CONTACT_EVENTS -> List.of("externalId", "timestamp");
          case DNC_WEBHOOKS -> List.of("eventName", "timestamp");
          case REJECTED -> List.of("reason", "field");
          case IVR_DECISIONS -> List.of("reason", "turn", "hears");
          case IVR_OUTCOMES -> List.of("outcome", "reason", "path", "durationMs");
          case CLASSIFIED, CRITICAL, MEDIUM, LOW ->
              List.of("category", "severity", "ruleId", "revision", "stale");
          case DNC_EVENTS -> List.of("eventName", "source", "eventTime");
          case DNC_DECISIONS -> List.of("kind", "rule", "doNotCall", "chainLength");
          case DNC_REGISTRY -> List.of("doNotCall", "reason", "chainLength");
          case PUSHES -> List.of("kind", "outcome", "status", "attempts", "latencyMs", "error");
          case DEAD_LETTERS -> List.<String>of();
        };
    if (stage == Stage.DEAD_LETTERS) {
      return "DEAD LETTER of "
          + header(record, "dlq_destination")
          + ": "
          + header(record, "dlq_class");
    }
    var facts = new ArrayList<String>();
    for (var name : names) {
      var value = json.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        facts.add(name + " " + shown(name, value));
      }
    }
    return String.join(", ", facts);
  }

  private String shown(String name, JsonNode value) {
    if (name.equals("hears")) {
      var to = value.path("promptUrl").asText(value.path("queue").asText(""));
      return value.path("action").asText() + (to.isEmpty() ? "" : " " + numbers.in(to));
    }
    if (value.isTextual() && value.textValue().isEmpty()) {
      return "(empty)"; // silence at a menu is an empty dtmf
    }
    if (!value.isValueNode()) {
      return numbers.in(value.toString());
    }
    return name.equals("dtmf") || name.equals("digit")
        ? numbers.pressed(value.asText())
        : numbers.in(value.asText());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("?");
  }

  static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      var json = record.value() == null ? null : Json.mapper().readTree(record.value());
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException _) {
      return MissingNode.getInstance(); // verbatim topics and dead letters may contain anything
    }
  }
}
