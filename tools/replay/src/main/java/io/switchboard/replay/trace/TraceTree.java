package io.switchboard.replay.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a trace as a tree by cause. */
public final class TraceTree {
  /**
   * A step and its results.
   *
   * @param rows its rows in the database, as text
   */
  public record TraceNode(Step step, List<TraceNode> children, List<String> rows) {}

  private TraceTree() {}

  /**
   * Builds the tree; steps without their cause are roots.
   *
   * @param steps in the order of time
   */
  public static List<TraceNode> of(List<Step> steps) {
    var roots = new ArrayList<TraceNode>();
    Map<String, List<TraceNode>> byCause = new HashMap<>();
    Map<String, List<TraceNode>> requestsByCall = new HashMap<>();
    for (var step : ordered(steps)) {
      var node = new TraceNode(step, new ArrayList<>(), new ArrayList<>());
      var related = byCause.computeIfAbsent(step.traceId(), _ -> new ArrayList<>());
      var requests = requestsByCall.computeIfAbsent(step.key(), _ -> new ArrayList<>());
      parent(step, related)
          .map(parent -> lastBefore(step, parent, requests))
          .ifPresentOrElse(found -> found.children().add(node), () -> roots.add(node));
      related.add(node);
      if (step.stage() == Stage.DTMF) {
        requests.add(node);
      }
    }
    return List.copyOf(roots);
  }

  /** Causes before effects: derived records may have earlier times than their cause. */
  private static List<Step> ordered(List<Step> steps) {
    return steps.stream().sorted(Comparator.comparing(Step::stage)).toList();
  }

  private static Optional<TraceNode> parent(Step step, List<TraceNode> related) {
    for (var source : step.stage().sources()) {
      TraceNode last = null;
      for (var node : related) {
        if (node.step().stage() == source && mayCause(node.step(), step)) {
          last = node;
        }
      }
      if (last != null) {
        return Optional.of(last);
      }
    }
    return Optional.empty();
  }

  /**
   * A timeout has the trace id of the call's first request, and follows from the silence after its
   * last one.
   */
  private static TraceNode lastBefore(Step step, TraceNode parent, List<TraceNode> requests) {
    var ofCall = step.stage() == Stage.IVR_DECISIONS || step.stage() == Stage.IVR_OUTCOMES;
    return !ofCall || parent.step().stage() != Stage.DTMF
        ? parent
        : requests.stream()
            .filter(request -> request.step().time().isAfter(parent.step().time()))
            .filter(request -> !request.step().time().isAfter(step.time()))
            .max(Comparator.comparing(request -> request.step().time()))
            .orElse(parent);
  }

  /** A number's registry is not pushed because of a contact's disposition. */
  private static boolean mayCause(Step cause, Step effect) {
    return effect.stage() != Stage.PUSHES || cause.key().equals(effect.key());
  }
}
