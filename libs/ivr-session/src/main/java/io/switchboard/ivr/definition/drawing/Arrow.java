package io.switchboard.ivr.definition.drawing;

import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.MenuEdge;
import io.switchboard.ivr.menu.Target;
import io.switchboard.ivr.menu.TargetText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An arrow of a drawing: all edges of one kind from one box to another.
 *
 * @param from a node, or {@link #ANYWHERE}
 * @param to a node or an action as text
 * @param failure whether silence, wrong keys or exhaustion lead here
 */
record Arrow(String from, String to, boolean action, boolean failure, String label) {
  /** The start of globals and of the limit of steps. */
  static final String ANYWHERE = "at any node";

  static List<Arrow> all(MenuDefinition menu) {
    record Ends(String from, String to, boolean action, boolean failure) {}
    var labels = new LinkedHashMap<Ends, List<String>>();
    for (var edge : MenuEdge.all(menu)) {
      var from = edge.from().isEmpty() ? ANYWHERE : edge.from();
      var ends =
          new Ends(
              from,
              TargetText.of(edge.target()),
              edge.target() instanceof Target.Action,
              !edge.kind().intended());
      labels.computeIfAbsent(ends, _ -> new ArrayList<>()).add(edge.label());
    }
    return labels.entrySet().stream()
        .map(
            it ->
                new Arrow(
                    it.getKey().from(),
                    it.getKey().to(),
                    it.getKey().action(),
                    it.getKey().failure(),
                    String.join(", ", it.getValue())))
        .toList();
  }
}
