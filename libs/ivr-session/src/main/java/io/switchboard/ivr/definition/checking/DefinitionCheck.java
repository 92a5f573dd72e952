package io.switchboard.ivr.definition.checking;

import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.definition.reading.Diagnostics;
import io.switchboard.ivr.definition.reading.SpellingSuggestion;
import io.switchboard.ivr.definition.reading.TargetReader;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.MenuEdge;
import io.switchboard.ivr.menu.MenuEdge.EdgeKind;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The faults that concern the menu as a whole: targets, loops and unreachable nodes. */
public final class DefinitionCheck {
  private final MenuDefinition menu;
  private final Diagnostics diagnostics;
  private final Transfers transfers;
  private final List<MenuEdge> edges;

  public DefinitionCheck(MenuDefinition menu, Diagnostics diagnostics, Transfers transfers) {
    this.menu = menu;
    this.diagnostics = diagnostics;
    this.transfers = transfers;
    this.edges = MenuEdge.all(menu);
  }

  public void run() {
    checkRoot();
    edges.forEach(this::checkTarget);
    checkReach();
    checkWaysOut();
    checkLoops();
    new KeyCheck(menu, diagnostics).run();
    menu.nodes().forEach(this::checkPrompt);
    if (transfers == Transfers.IMPOSSIBLE) {
      edges.forEach(this::checkTransfer);
    }
  }

  private void checkRoot() {
    if (menu.root().isEmpty()) {
      return; // reported as missing
    }
    if (!menu.nodes().containsKey(menu.root())) {
      diagnostics.add(
          diagnostics.position("/root"),
          Fault.UNKNOWN_TARGET,
          "there is no node '" + menu.root() + "'",
          SpellingSuggestion.didYouMean(menu.root(), menu.nodes().keySet()));
    } else if (menu.nodes().get(menu.audibleRoot()) instanceof Node.Hours) {
      diagnostics.add(
          diagnostics.position("/root"),
          Fault.WRONG_VALUE,
          "callers must hear a prompt when it is open: from the root, 'open' leads to no node"
              + " with a prompt",
          "let 'open' lead to a menu");
    }
  }

  private void checkTarget(MenuEdge edge) {
    if (edge.target() instanceof Target.Go(var name) && !menu.nodes().containsKey(name)) {
      diagnostics.add(
          diagnostics.position(edge.path() + TargetReader.TO),
          Fault.UNKNOWN_TARGET,
          "there is no node '" + name + "'",
          SpellingSuggestion.didYouMean(name, known()));
    }
  }

  private Set<String> known() {
    var known = new LinkedHashSet<>(menu.nodes().keySet());
    known.addAll(TargetReader.ACTIONS);
    return known;
  }

  private void checkReach() {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<String>(List.of(menu.root()));
    edges.stream()
        .filter(edge -> edge.kind() == EdgeKind.GLOBAL)
        .forEach(edge -> reach(edge, open));
    while (!open.isEmpty()) {
      var name = open.poll();
      if (reached.add(name)) {
        edges.stream().filter(edge -> edge.from().equals(name)).forEach(edge -> reach(edge, open));
      }
    }
    for (var name : menu.nodes().keySet()) {
      if (!reached.contains(name)) {
        diagnostics.add(
            diagnostics.position("/nodes/" + name),
            Fault.UNREACHABLE,
            "no edge leads to '" + name + "'",
            "let a key lead to it, or remove it");
      }
    }
  }

  private static void reach(MenuEdge edge, ArrayDeque<String> open) {
    if (edge.target() instanceof Target.Go(var name)) {
      open.add(name);
    }
  }

  /** A node from which no action of a caller ends the call. */
  private void checkWaysOut() {
    var out = new HashSet<String>();
    var globalOut =
        edges.stream()
            .anyMatch(
                edge -> edge.kind() == EdgeKind.GLOBAL && edge.target() instanceof Target.Action);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (var entry : menu.nodes().entrySet()) {
        if (!out.contains(entry.getKey())
            && (hasWayOut(entry.getKey(), out) || (globalOut && listens(entry.getValue())))) {
          grown = out.add(entry.getKey());
        }
      }
    }
    for (var name : menu.nodes().keySet()) {
      if (!out.contains(name)) {
        diagnostics.add(
            diagnostics.position("/nodes/" + name),
            Fault.NO_WAY_OUT,
            "with any keys from '" + name + "' on, the call never ends",
            "let a key lead to complete, transfer, hangup or opt_out");
      }
    }
  }

  private boolean hasWayOut(String name, Set<String> out) {
    return edges.stream()
        .filter(edge -> edge.from().equals(name) && edge.kind().intended())
        .anyMatch(
            edge ->
                switch (edge.target()) {
                  case Target.Action _ -> true;
                  case Target.Go(var next) -> out.contains(next);
                });
  }

  private static boolean listens(Node node) {
    return switch (node) {
      case Node.Menu menu -> menu.inputRules().globals();
      case Node.Collect collect -> collect.inputRules().globals();
      case Node.Say _, Node.Hours _ -> false;
    };
  }

  /** Cycles in which a caller who presses nothing, or only wrong keys, stays without end. */
  private void checkLoops() {
    var told = new HashSet<Set<String>>();
    for (var name : menu.nodes().keySet()) {
      var ring = ring(name, edge -> edge.kind().withoutAnyRightKey());
      if (!ring.isEmpty() && told.add(Set.copyOf(ring))) {
        diagnostics.add(
            diagnostics.position("/nodes/" + name),
            Fault.ENDLESS_LOOP,
            "silence or wrong keys never end the call: "
                + String.join(" → ", ring)
                + " → "
                + ring.getFirst(),
            "let noInput or noMatch of one of them lead to hangup or transfer");
      }
    }
  }

  /** The shortest path from a node back to itself, empty when there is none. */
  private List<String> ring(String name, Predicate<MenuEdge> taken) {
    var open = new ArrayDeque<List<String>>(List.of(List.of(name)));
    var seen = new HashSet<String>();
    while (!open.isEmpty()) {
      var way = open.poll();
      for (var edge : edges) {
        if (!edge.from().equals(way.getLast())
            || !taken.test(edge)
            || !(edge.target() instanceof Target.Go(var next))) {
          continue;
        }
        if (next.equals(name)) {
          return way;
        }
        if (seen.add(next)) {
          var longer = new ArrayList<>(way);
          longer.add(next);
          open.add(longer);
        }
      }
    }
    return List.of();
  }

  private void checkPrompt(String name, Node node) {
    if (node instanceof Node.Audible audible
        && !audible.prompts().first().containsKey(io.switchboard.ivr.menu.Prompts.DEFAULT)) {
      diagnostics.add(
          diagnostics.position("/nodes/" + name),
          Fault.MISSING_PROMPT,
          "callers of '" + name + "' would hear nothing: it has no default prompt",
          "add prompts: https://…, here or under defaults");
    }
  }

  private void checkTransfer(MenuEdge edge) {
    var transfer =
        switch (edge.target()) {
          case Target.Transfer _, Target.Complete _ -> true;
          case Target.OptOut(var then) -> then instanceof Target.Transfer;
          case Target.Hangup _, Target.Go _ -> false;
        };
    if (transfer) {
      diagnostics.add(
          diagnostics.position(edge.path() + TargetReader.TO),
          Fault.NO_TRANSFER_URL,
          "this transfers the caller, but TRANSFER_URL is not set",
          "set TRANSFER_URL=https://…");
    }
  }
}
