package io.switchboard.replay.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A trace as a tree of lines, or as JSON. */
public final class TraceText {
  private final NumberMasking numbers;

  public TraceText(NumberMasking numbers) {
    this.numbers = numbers;
  }

  /** A line for each step: time since the receipt of its cause, position, content. */
  public List<String> lines(List<TraceTree.TraceNode> roots) {
    var lines = new ArrayList<String>();
    for (var root : roots) {
      lines.add(
          Times.format(root.step().time())
              + "  "
              + place(root.step())
              + "  "
              + numbers.in(root.step().key())
              + "  "
              + summary(root.step()));
      below(root, "", root.step(), lines);
    }
    return lines;
  }

  private void below(TraceTree.TraceNode node, String indent, Step root, List<String> lines) {
    var left = node.rows().size() + node.children().size();
    for (var row : node.rows()) {
      lines.add(indent + branch(--left) + "row " + numbers.in(row));
    }
    for (var child : node.children()) {
      left--;
      lines.add(
          indent
              + branch(left)
              + after(root, child.step())
              + place(child.step())
              + "  "
              + numbers.in(child.step().key())
              + "  "
              + summary(child.step()));
      below(child, indent + (left > 0 ? "│  " : "   "), root, lines);
    }
  }

  private static String branch(int left) {
    return left > 0 ? "├─ " : "└─ ";
  }

  /**
   * A derived record has its source's time, so that replays decide alike: only pushes and timeouts
   * have their own time.
   */
  private static String after(Step root, Step step) {
    var time = ownTime(step);
    var passed = Duration.between(root.headers().receivedAt(), time);
    return passed.isZero() || passed.isNegative()
        ? ""
        : String.format(Locale.ROOT, "+%.3f s  ", passed.toMillis() / 1000.0);
  }

  private static Instant ownTime(Step step) {
    if (step.stage() == Stage.PUSHES) {
      return Times.parse(json(step).path("answeredAt").asText(null)).orElse(step.time());
    }
    return step.stage() == Stage.DNC_EVENTS || step.stage() == Stage.DNC_REGISTRY
        ? step.headers().receivedAt()
        : step.time();
  }

  private static String place(Step step) {
    return step.record().topic() + "/" + step.record().partition() + "@" + step.record().offset();
  }

  /** A summary of a record. */
  public String summary(Step step) {
    var json = json(step);
    var names =
        switch (step.stage()) {
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
    if (step.stage() == Stage.DEAD_LETTERS) {
      return "DEAD LETTER of " + header(step, "dlq_destination") + ": " + header(step, "dlq_class");
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
    if (!value.isValueNode()) {
      return numbers.in(value.toString());
    }
    return name.equals("dtmf") || name.equals("digit")
        ? numbers.pressed(value.asText())
        : numbers.in(value.asText());
  }

  private static String header(Step step, String name) {
    return EventHeaders.text(step.record().headers(), name).orElse("?");
  }

  /** The same as JSON: records with their results. */
  public JsonNode json(List<TraceTree.TraceNode> nodes) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (var node : nodes) {
      var each = array.addObject();
      each.set("record", tree(RecordJson.line(node.step().record(), numbers)));
      var rows = each.putArray("rows");
      node.rows().stream().map(numbers::in).forEach(rows::add);
      each.set("children", json(node.children()));
    }
    return array;
  }

  private static JsonNode tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("what was just written can be read", e);
    }
  }

  private static JsonNode json(Step step) {
    try {
      return step.record().value() == null
          ? MissingNode.getInstance()
          : Json.mapper().readTree(step.record().value());
    } catch (IOException _) {
      return MissingNode.getInstance(); // verbatim topics and dead letters may contain anything
    }
  }
}
