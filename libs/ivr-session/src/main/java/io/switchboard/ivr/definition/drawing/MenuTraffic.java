package io.switchboard.ivr.definition.drawing;

import io.switchboard.contract.event.ivr.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How the calls of a window went through a menu.
 *
 * @param calls all of them
 * @param nodes by node
 * @param passages calls that went from one node straight to another; a call counts once for each
 */
public record MenuTraffic(long calls, Map<String, NodeTraffic> nodes, Map<Passage, Long> passages) {
  /** No call at all. */
  public static final MenuTraffic NONE = new MenuTraffic(0, Map.of(), Map.of());

  public MenuTraffic {
    nodes = Map.copyOf(nodes);
    passages = Map.copyOf(passages);
  }

  /**
   * Calls at one node.
   *
   * @param visits calls that reached it
   * @param served calls that ended here as the menu offers: completed, transferred, opted out
   * @param left calls that ended here otherwise: hung up, timed out, abandoned
   */
  public record NodeTraffic(long visits, long served, long left) {
    /** No call reached the node. */
    public static final NodeTraffic NONE = new NodeTraffic(0, 0, 0);

    /** Calls that went on to another node. */
    public long wentOn() {
      return visits - served - left;
    }
  }

  /** A way from one node to the next. */
  public record Passage(String from, String to) {}

  /**
   * Calls that visited the same nodes in the same order and ended alike.
   *
   * @param nodes in the order of the visits
   * @param calls how many
   */
  public record Route(List<String> nodes, Outcome outcome, long calls) {
    public Route {
      nodes = List.copyOf(nodes);
    }
  }

  /** Adds routes up. */
  public static MenuTraffic of(Iterable<Route> routes) {
    var nodes = new HashMap<String, NodeTraffic>();
    var passages = new HashMap<Passage, Long>();
    var calls = 0L;
    for (var route : routes) {
      calls += route.calls();
      for (var node : new HashSet<>(route.nodes())) {
        nodes.merge(node, new NodeTraffic(route.calls(), 0, 0), MenuTraffic::sum);
      }
      if (!route.nodes().isEmpty()) {
        nodes.merge(route.nodes().getLast(), end(route), MenuTraffic::sum);
      }
      for (var passage : passages(route)) {
        passages.merge(passage, route.calls(), Long::sum);
      }
    }
    return new MenuTraffic(calls, nodes, passages);
  }

  private static NodeTraffic end(Route route) {
    return switch (route.outcome()) {
      case COMPLETED, TRANSFERRED, OPTED_OUT -> new NodeTraffic(0, route.calls(), 0);
      case HUNG_UP, TIMED_OUT, ABANDONED -> new NodeTraffic(0, 0, route.calls());
    };
  }

  private static HashSet<Passage> passages(Route route) {
    var passages = new HashSet<Passage>();
    for (int i = 1; i < route.nodes().size(); i++) {
      var passage = new Passage(route.nodes().get(i - 1), route.nodes().get(i));
      if (!passage.from().equals(passage.to())) {
        passages.add(passage);
      }
    }
    return passages;
  }

  private static NodeTraffic sum(NodeTraffic one, NodeTraffic other) {
    return new NodeTraffic(
        one.visits() + other.visits(), one.served() + other.served(), one.left() + other.left());
  }

  /** The calls of one node; {@link NodeTraffic#NONE} for a node without calls. */
  public NodeTraffic at(String node) {
    return nodes.getOrDefault(node, NodeTraffic.NONE);
  }

  /** A number of calls as a share of all; 0 when there are none. */
  public double share(long some) {
    return calls == 0 ? 0 : (double) some / calls;
  }
}
