package io.switchboard.ivr.definition.checking;

import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.definition.reading.Diagnostics;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys with two meanings at one node. */
final class KeyCheck {
  private final MenuDefinition menu;
  private final Diagnostics diagnostics;

  KeyCheck(MenuDefinition menu, Diagnostics diagnostics) {
    this.menu = menu;
    this.diagnostics = diagnostics;
  }

  void run() {
    menu.nodes()
        .forEach(
            (name, node) -> {
              switch (node) {
                case Node.Menu choices -> check(name, choices);
                case Node.Collect collect -> check(name, collect);
                case Node.Say _, Node.Hours _ -> {}
              }
            });
  }

  private void check(String name, Node.Menu node) {
    var keys = new TreeSet<>(node.choices().keySet());
    var path = "/nodes/" + name + "/choices/";
    for (var shorter : keys) {
      keys.stream()
          .filter(longer -> longer.length() > shorter.length() && longer.startsWith(shorter))
          .findFirst()
          .ifPresent(
              longer ->
                  diagnostics.add(
                      diagnostics.position(path + shorter),
                      Fault.AMBIGUOUS_PREFIX,
                      "'"
                          + shorter
                          + "' is also the beginning of '"
                          + longer
                          + "': callers who press '"
                          + shorter
                          + "' would wait "
                          + node.inputRules().interDigitSeconds()
                          + " s",
                      "give all choices the same number of keys"));
    }
    if (node.inputRules().globals()) {
      checkGlobals(node.choices().keySet(), path);
    }
  }

  private void checkGlobals(Set<String> choices, String path) {
    for (var choice : choices) {
      var first = choice.substring(0, 1);
      if (!menu.globals().containsKey(first)) {
        continue;
      }
      if (choice.length() == 1) {
        diagnostics.add(
            diagnostics.position(path + choice),
            Fault.DUPLICATE_DIGIT,
            "'" + choice + "' is a choice here and a global",
            "take another key, or say globals: false at this node");
      } else {
        diagnostics.add(
            diagnostics.position(path + choice),
            Fault.AMBIGUOUS_PREFIX,
            "'" + choice + "' can never be pressed: its first key is the global '" + first + "'",
            "take other keys, or say globals: false at this node");
      }
    }
  }

  /** An account number that starts with the global 0 could never be entered. */
  private void check(String name, Node.Collect node) {
    var eaten =
        menu.globals().keySet().stream()
            .filter(key -> Character.isDigit(key.charAt(0)))
            .filter(_ -> node.inputRules().globals())
            .toList();
    var explicit = diagnostics.position("/nodes/" + name + "/globals");
    if (!eaten.isEmpty() && explicit.equals(diagnostics.position("/nodes/" + name))) {
      diagnostics.add(
          diagnostics.position("/nodes/" + name),
          Fault.AMBIGUOUS_PREFIX,
          "a number that begins with "
              + String.join(" or ", eaten)
              + " cannot be entered: that key is a global",
          "say globals: false, or globals: true if that is meant");
    }
  }
}
