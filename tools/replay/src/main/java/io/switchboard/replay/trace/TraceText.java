package io.switchboard.replay.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import io.switchboard.replay.text.VisibleText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** A trace as a tree of lines, or as JSON. */
public final class TraceText {
  private final NumberMasking numbers;
  private final RecordSummary summaries;

  public TraceText(NumberMasking numbers) {
    this.numbers = numbers;
    this.summaries = new RecordSummary(numbers);
  }

  /**
   * A line for each step: time since the receipt of its cause, position, content.
   *
   * @param time the text of the time of an input
   */
  public List<String> lines(List<TraceTree.TraceNode> roots, Function<Instant, String> time) {
    var lines = new ArrayList<String>();
    var pushes = new HashSet<String>();
    for (var root : roots) {
      lines.add(
          time.apply(root.step().time())
              + "  "
              + place(root.step())
              + "  "
              + numbers.in(root.step().key())
              + "  "
              + summary(root.step()));
      below(root, "", root.step(), pushes, lines);
    }
    return lines.stream().map(VisibleText::of).toList();
  }

  private void below(
      TraceTree.TraceNode node, String indent, Step root, Set<String> pushes, List<String> lines) {
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
              + summary(child.step())
              + again(child.step(), pushes));
      below(child, indent + (left > 0 ? "│  " : "   "), root, pushes, lines);
    }
  }

  /** A decision that changes nothing writes the registry again, and the same state is pushed. */
  private static String again(Step step, Set<String> pushes) {
    return step.stage() != Stage.PUSHES || pushes.add(step.headers().id())
        ? ""
        : ", the same state again";
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
      return Times.parse(RecordSummary.json(step.record()).path("answeredAt").asText(null))
          .orElse(step.time());
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
    return summaries.of(step.stage(), step.record());
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
}
