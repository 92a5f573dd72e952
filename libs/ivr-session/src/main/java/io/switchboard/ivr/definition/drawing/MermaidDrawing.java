package io.switchboard.ivr.definition.drawing;

import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/** A menu as a Mermaid flowchart: keys are solid arrows, silence and wrong keys dotted ones. */
public final class MermaidDrawing {
  private MermaidDrawing() {}

  /** The text of the Mermaid block. */
  public static String of(MenuDefinition menu) {
    var out = new StringBuilder("flowchart TD\n");
    Map<String, String> ids = new LinkedHashMap<>();
    menu.nodes()
        .forEach(
            (name, node) -> {
              ids.put(name, "n" + ids.size());
              out.append("  ").append(ids.get(name)).append(box(name, node)).append('\n');
            });
    ids.put(Arrow.ANYWHERE, "anywhere");
    out.append("  anywhere{{\"").append(Arrow.ANYWHERE).append("\"}}\n");
    for (var arrow : Arrow.all(menu)) {
      if (arrow.action() && !ids.containsKey(arrow.to())) {
        ids.put(arrow.to(), "n" + ids.size());
        out.append("  ").append(ids.get(arrow.to()));
        out.append("([\"").append(arrow.to()).append("\"])\n");
      }
    }
    for (var arrow : Arrow.all(menu)) {
      out.append("  ").append(ids.get(arrow.from()));
      out.append(arrow.failure() ? " -. \"" : " -- \"").append(label(arrow));
      out.append(arrow.failure() ? "\" .-> " : "\" --> ").append(ids.get(arrow.to())).append('\n');
    }
    return out.toString();
  }

  private static String box(String name, Node node) {
    return switch (node) {
      case Node.Menu _ -> "[\"" + name + "\"]";
      case Node.Collect collect ->
          "[/\"" + name + (collect.sensitive() ? " (sensitive)" : "") + "\"/]";
      case Node.Say _ -> ">\"" + name + "\"]";
      case Node.Hours _ -> "{\"" + name + "\"}";
    };
  }

  /** Mermaid reads # as the start of an entity. */
  private static String label(Arrow arrow) {
    return arrow.label().replace("#", "#35;").replace("*", "#42;");
  }
}
