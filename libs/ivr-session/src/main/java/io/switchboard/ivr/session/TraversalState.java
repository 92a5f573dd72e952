package io.switchboard.ivr.session;

import io.switchboard.ivr.menu.AttemptLimit;
import io.switchboard.ivr.menu.InputRules;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Target;
import io.switchboard.ivr.session.state.DecisionReason;
import io.switchboard.ivr.session.state.EndReason;
import io.switchboard.ivr.session.state.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position of a {@link MenuTraversal}: the node, the keys entered there, failed attempts,
 * steps, and the action that ended it. Its methods move between nodes. Lives inside one transition.
 */
final class TraversalState {
  private final MenuDefinition definition;
  private final Instant at;
  private final List<String> path;
  private final List<String> nodes;
  private String node;
  private String entry;
  private int noInputs;
  private int noMatches;
  private int steps;
  private EndReason endReason;
  private boolean silent;
  private Target.@Nullable Action end;
  private DecisionReason decisionReason = DecisionReason.REPEATED;

  /** A call that has not entered the menu. */
  TraversalState(MenuDefinition definition, Instant at) {
    this(definition, at, List.of(), List.of(), null, 0);
  }

  /** The state of an open session. */
  TraversalState(MenuDefinition definition, Instant at, Session.Open open) {
    this(definition, at, open.path(), open.nodes(), open.position(), open.steps());
  }

  private TraversalState(
      MenuDefinition definition,
      Instant at,
      List<String> path,
      List<String> nodes,
      @Nullable Position position,
      int steps) {
    this.definition = definition;
    this.at = at;
    this.path = new ArrayList<>(path);
    this.nodes = new ArrayList<>(nodes);
    this.steps = steps;
    this.node = position == null ? definition.root() : position.node();
    this.entry = position == null ? "" : position.entry();
    this.noInputs = position == null ? 0 : position.noInputs();
    this.noMatches = position == null ? 0 : position.noMatches();
    this.endReason = position == null ? EndReason.SELECTION : position.reason();
    this.silent = position != null && position.silent();
  }

  /** Enters the root node. */
  void start() {
    enter(definition.root());
    decisionReason = end == null ? DecisionReason.STARTED : DecisionReason.ENDED;
  }

  /** Returns to the root node, because the caller was answered with it. */
  void fallBack() {
    endReason = EndReason.SELECTION;
    silent = false;
    path.clear(); // the caller is asked for all of it again
    enter(definition.audibleRoot());
    decisionReason = end == null ? DecisionReason.FALLBACK : DecisionReason.ENDED;
  }

  /** Keeps the keys of an incomplete entry. */
  void collect(String keys) {
    entry = keys;
    decisionReason = DecisionReason.COLLECTING;
  }

  void clearEntry() {
    entry = "";
  }

  /** Follows a valid entry. */
  void select(String keys, Target target) {
    path.add(keys);
    endReason = EndReason.SELECTION;
    silent = false;
    moveTo(target);
  }

  /** Counts a silence at the node. */
  void noInput(InputRules inputRules, EndReason its, DecisionReason itsReason) {
    noInputs++;
    failed(inputRules, inputRules.noInput(), noInputs, its, true, itsReason);
  }

  /** Counts a wrong entry at the node. */
  void noMatch(InputRules inputRules, EndReason its, DecisionReason itsReason) {
    noMatches++;
    failed(inputRules, inputRules.noMatch(), noMatches, its, false, itsReason);
  }

  private void failed(
      InputRules inputRules,
      AttemptLimit limit,
      int attempt,
      EndReason its,
      boolean bySilence,
      DecisionReason itsReason) {
    entry = "";
    var both = inputRules.attempts();
    if (attempt >= limit.max()) {
      endReason = its;
      silent = bySilence;
      moveTo(limit.then());
    } else if (both != null && noInputs + noMatches >= both.max()) {
      endReason = EndReason.MAX_ATTEMPTS;
      silent = bySilence;
      moveTo(both.then());
    } else {
      step();
    }
    decisionReason = end == null ? itsReason : DecisionReason.ENDED;
  }

  void moveTo(Target target) {
    switch (target) {
      case Target.Go(var next) -> enter(next);
      case Target.Action action -> leave(action);
    }
  }

  private void enter(String name) {
    var next = name;
    while (end == null) {
      node = next;
      entry = "";
      noInputs = 0;
      noMatches = 0;
      nodes.add(next);
      decisionReason = DecisionReason.MOVED;
      step();
      if (!(definition.node(next) instanceof Node.Hours hours)) {
        return;
      }
      switch (route(hours)) {
        case Target.Go(var further) -> next = further;
        case Target.Action action -> leave(action);
      }
    }
  }

  /** The target of a node of opening hours at the time of the transition. */
  Target route(Node.Hours hours) {
    return switch (hours.hours().at(at)) {
      case OPEN -> hours.open();
      case CLOSED -> hours.closed();
      case HOLIDAY -> hours.holiday();
    };
  }

  private void step() {
    steps++;
    if (steps > definition.maxSteps()) {
      endReason = EndReason.MAX_STEPS;
      silent = false;
      leave(definition.exhausted());
    }
  }

  private void leave(Target.Action action) {
    if (end == null) {
      end = action;
      entry = "";
      decisionReason = DecisionReason.ENDED;
    }
  }

  /** The name of the node. */
  String node() {
    return node;
  }

  /** The keys of an incomplete entry. */
  String entry() {
    return entry;
  }

  Target.@Nullable Action end() {
    return end;
  }

  EndReason endReason() {
    return endReason;
  }

  boolean silent() {
    return silent;
  }

  DecisionReason decisionReason() {
    return decisionReason;
  }

  List<String> path() {
    return path;
  }

  List<String> nodes() {
    return nodes;
  }

  int steps() {
    return steps;
  }

  /** The position that the session stores. */
  Position position(int turn) {
    return new Position(node, entry, noInputs, noMatches, endReason, silent, turn);
  }
}
