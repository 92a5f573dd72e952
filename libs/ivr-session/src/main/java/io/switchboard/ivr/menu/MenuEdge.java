package io.switchboard.ivr.menu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One edge of a menu.
 *
 * @param from a node's name; empty for the globals and limits of the whole menu
 * @param label its label for people: a key, silence, wrong key, open, …
 * @param path its path in the file
 */
public record MenuEdge(String from, EdgeKind kind, String label, Target target, String path) {
  /** What triggers the edge. */
  public enum EdgeKind {
    KEY,
    ENTERED,
    ON,
    CLOCK,
    SILENCE,
    WRONG,
    GLOBAL,
    EXHAUSTED;

    /** Whether it is for a caller who presses nothing, or only wrong keys. */
    public boolean withoutAnyRightKey() {
      return switch (this) {
        case ON, CLOCK, SILENCE, WRONG -> true;
        case KEY, ENTERED, GLOBAL, EXHAUSTED -> false;
      };
    }

    /** Whether it is a regular edge, not one for failures. */
    public boolean intended() {
      return switch (this) {
        case KEY, ENTERED, ON, CLOCK, GLOBAL -> true;
        case SILENCE, WRONG, EXHAUSTED -> false;
      };
    }
  }

  /** All edges of a definition, node by node. */
  public static List<MenuEdge> all(MenuDefinition menu) {
    var edges = new ArrayList<MenuEdge>();
    menu.nodes().forEach((name, node) -> edges.addAll(of(name, node)));
    menu.globals()
        .forEach(
            (key, target) ->
                edges.add(new MenuEdge("", EdgeKind.GLOBAL, key, target, "/globals/" + key)));
    edges.add(new MenuEdge("", EdgeKind.EXHAUSTED, "max steps", menu.exhausted(), "/limits/then"));
    return edges;
  }

  /** The edges of one node, without globals. */
  static List<MenuEdge> of(String name, Node node) {
    var path = "/nodes/" + name;
    return switch (node) {
      case Node.Menu menu -> {
        var edges = new ArrayList<>(keys(name, path + "/choices/", menu.choices()));
        edges.addAll(failures(name, path, menu.inputRules()));
        yield edges;
      }
      case Node.Collect collect -> {
        var edges = new ArrayList<MenuEdge>();
        edges.add(
            new MenuEdge(name, EdgeKind.ENTERED, entered(collect), collect.next(), path + "/next"));
        edges.addAll(failures(name, path, collect.inputRules()));
        yield edges;
      }
      case Node.Say say ->
          List.of(new MenuEdge(name, EdgeKind.ON, "then", say.next(), path + "/next"));
      case Node.Hours hours ->
          List.of(
              new MenuEdge(name, EdgeKind.CLOCK, "open", hours.open(), path + "/open"),
              new MenuEdge(name, EdgeKind.CLOCK, "closed", hours.closed(), path + "/closed"),
              new MenuEdge(name, EdgeKind.CLOCK, "holiday", hours.holiday(), path + "/holiday"));
    };
  }

  private static String entered(Node.Collect collect) {
    return collect.min() == collect.max()
        ? collect.max() + " digits"
        : collect.min() + "-" + collect.max() + " digits";
  }

  private static List<MenuEdge> keys(String name, String path, Map<String, Target> choices) {
    return choices.entrySet().stream()
        .map(it -> new MenuEdge(name, EdgeKind.KEY, it.getKey(), it.getValue(), path + it.getKey()))
        .toList();
  }

  private static List<MenuEdge> failures(String name, String path, InputRules inputRules) {
    var edges = new ArrayList<MenuEdge>();
    edges.add(
        limit(name, EdgeKind.SILENCE, "silence", inputRules.noInput(), path + "/noInput/then"));
    edges.add(
        limit(name, EdgeKind.WRONG, "wrong key", inputRules.noMatch(), path + "/noMatch/then"));
    var attempts = inputRules.attempts();
    if (attempts != null) {
      edges.add(limit(name, EdgeKind.WRONG, "attempts", attempts, path + "/attempts/then"));
    }
    return edges;
  }

  private static MenuEdge limit(
      String name, EdgeKind kind, String word, AttemptLimit limit, String path) {
    var label = limit.max() == 1 ? word : word + " ×" + limit.max();
    return new MenuEdge(name, kind, label, limit.then(), path);
  }
}
