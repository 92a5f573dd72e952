package io.switchboard.ivr.definition;

import io.switchboard.ivr.menu.InputRules;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.MenuEdge;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.OpeningHours;
import io.switchboard.ivr.menu.Prompts;
import io.switchboard.ivr.menu.TargetText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The differences between two definitions, in sentences about what callers notice. */
public final class DefinitionDifference {
  private final MenuDefinition before;
  private final MenuDefinition after;
  private final List<String> sentences = new ArrayList<>();

  private DefinitionDifference(MenuDefinition before, MenuDefinition after) {
    this.before = before;
    this.after = after;
  }

  /** One sentence per change; empty when callers would notice nothing. */
  public static List<String> between(MenuDefinition before, MenuDefinition after) {
    var difference = new DefinitionDifference(before, after);
    difference.compare();
    return List.copyOf(difference.sentences);
  }

  private void compare() {
    changed("The menu's name", before.name(), after.name());
    changed("Calls start at", before.root(), after.root());
    changed("The maximum number of steps of a call", before.maxSteps(), after.maxSteps());
    for (var name : after.nodes().keySet()) {
      if (!before.nodes().containsKey(name)) {
        sentences.add("'" + name + "' is new.");
      }
    }
    for (var name : before.nodes().keySet()) {
      if (!after.nodes().containsKey(name)) {
        sentences.add("'" + name + "' is gone.");
      }
    }
    ways();
    before
        .nodes()
        .forEach(
            (name, node) -> {
              var other = after.nodes().get(name);
              if (other != null) {
                compareSounds(name, sounds(node), sounds(other));
              }
            });
  }

  private void ways() {
    var old = targets(before);
    var now = targets(after);
    var all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    for (var way : all) {
      var from = old.get(way);
      var to = now.get(way);
      if (from == null) {
        sentences.add(way + " now leads to " + to + " (nowhere before).");
      } else if (to == null) {
        sentences.add(way + " is removed (before: " + from + ").");
      } else if (!from.equals(to)) {
        sentences.add(way + " now leads to " + to + " (before: " + from + ").");
      }
    }
  }

  private static Map<String, String> targets(MenuDefinition menu) {
    Map<String, String> targets = new TreeMap<>();
    for (var edge : MenuEdge.all(menu)) {
      var at = edge.from().isEmpty() ? "At any node, " : "At '" + edge.from() + "', ";
      // a key that is otherwise only counted still has the same target
      var counted = edge.label().split(" ×", -1);
      var way = edge.kind() == MenuEdge.EdgeKind.ENTERED ? "number entered" : counted[0];
      var times = counted.length > 1 ? " after " + counted[1] : "";
      targets.put(at + "'" + way + "'", TargetText.of(edge.target()) + times);
    }
    return targets;
  }

  private static Map<String, String> sounds(Node node) {
    Map<String, String> sounds = new LinkedHashMap<>();
    switch (node) {
      case Node.Menu menu -> listening(sounds, menu.inputRules());
      case Node.Collect collect -> {
        listening(sounds, collect.inputRules());
        sounds.put("minimum of digits", Integer.toString(collect.min()));
        sounds.put("maximum of digits", Integer.toString(collect.max()));
        sounds.put("pattern", collect.pattern() == null ? "none" : collect.pattern());
        sounds.put("setting sensitive", Boolean.toString(collect.sensitive()));
      }
      case Node.Say say -> {
        prompts(sounds, say.prompts());
        sounds.put("length of the prompt in seconds", Integer.toString(say.promptSeconds()));
        sounds.put("setting globals", Boolean.toString(say.globals()));
      }
      case Node.Hours hours -> {
        sounds.put("zone", hours.hours().zone().getId());
        sounds.put(
            "list of opening times",
            hours.hours().periods().stream()
                .map(OpeningHours.Period::text)
                .collect(Collectors.joining(", ")));
        sounds.put("list of holidays", new TreeSet<>(hours.hours().holidays()).toString());
      }
    }
    return sounds;
  }

  private static void listening(Map<String, String> sounds, InputRules inputRules) {
    prompts(sounds, inputRules.prompts());
    sounds.put("length of the prompt in seconds", Integer.toString(inputRules.promptSeconds()));
    sounds.put(
        "time to the first key in seconds", Integer.toString(inputRules.firstDigitSeconds()));
    sounds.put("time between keys in seconds", Integer.toString(inputRules.interDigitSeconds()));
    sounds.put("list of terminators", String.join(" ", inputRules.terminators()));
    sounds.put("setting globals", Boolean.toString(inputRules.globals()));
  }

  private static void prompts(Map<String, String> sounds, Prompts prompts) {
    prompts.first().forEach((tier, url) -> sounds.put("prompt for " + tier, url));
    prompts.repeated().forEach((tier, url) -> sounds.put("repeated prompt for " + tier, url));
    prompts.escalated().forEach((tier, url) -> sounds.put("escalated prompt for " + tier, url));
  }

  private void compareSounds(String name, Map<String, String> old, Map<String, String> now) {
    var all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    for (var what : all) {
      changed(
          "At '" + name + "', the " + what,
          old.getOrDefault(what, "none"),
          now.getOrDefault(what, "none"));
    }
  }

  private void changed(String what, Object old, Object now) {
    if (!old.equals(now)) {
      sentences.add(what + " is now " + now + " (before: " + old + ").");
    }
  }
}
