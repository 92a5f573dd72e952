package io.switchboard.ivr.session;

import io.switchboard.ivr.menu.AttemptLimit;
import io.switchboard.ivr.menu.InputRules;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Target;
import io.switchboard.ivr.session.InputHistory.ClosedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transition's way through the menu: starts where the session is, applies keys and silences in
 * order, and is then read off. Lives inside one transition.
 */
final class MenuTraversal {
  private static final String MASKED = "***";

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
  private @Nullable ClosedEntry closed;

  /** From the beginning. */
  static MenuTraversal start(MenuDefinition definition, Instant at) {
    var traversal = new MenuTraversal(definition, at, List.of(), List.of(), null, 0);
    traversal.enter(definition.root());
    traversal.decisionReason =
        traversal.end == null ? DecisionReason.STARTED : DecisionReason.ENDED;
    return traversal;
  }

  /** For a call that is not known and was answered with the root menu. */
  static MenuTraversal fallBack(MenuDefinition definition, Instant at) {
    var traversal = new MenuTraversal(definition, at, List.of(), List.of(), null, 0);
    traversal.fallBack();
    return traversal;
  }

  /** From where a session is. */
  static MenuTraversal resume(MenuDefinition definition, Session.Open open, Instant at) {
    var traversal =
        new MenuTraversal(definition, at, open.path(), open.nodes(), open.position(), open.steps());
    var before = open.inputs().closedEntry();
    traversal.closed = before == null || at.isAfter(before.until()) ? null : before;
    return traversal;
  }

  private MenuTraversal(
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

  /** One key. */
  void press(String key) {
    if (end != null) {
      return; // the call has left the menu: what is pressed later is absorbed
    }
    var before = closed;
    closed = null;
    if (before != null && terminators(before.node()).contains(key)) {
      return; // it ends the entry that its length has ended already
    }
    switch (definition.node(node)) {
      case Node.Menu menu -> pressMenu(menu, key);
      case Node.Collect collect -> pressCollect(collect, key);
      case Node.Say say -> pressSay(say, key);
      case Node.Hours hours -> go(route(hours)); // no caller stays there
    }
  }

  private void pressMenu(Node.Menu menu, String key) {
    var keys = entry + key;
    if (keys.length() > 1 && keys.length() == menu.longest()) {
      close(menu.inputRules());
    }
    var choice = menu.choices().get(keys);
    if (choice != null) {
      select(keys, choice);
    } else if (entry.isEmpty() && menu.inputRules().globals() && globally(key)) {
      return;
    } else if (menu.choices().keySet().stream().anyMatch(other -> other.startsWith(keys))) {
      entry = keys;
      decisionReason = DecisionReason.COLLECTING;
    } else {
      wrong(menu.inputRules(), EndReason.NO_MATCH, DecisionReason.NO_MATCH);
    }
  }

  private void pressCollect(Node.Collect collect, String key) {
    if (!entry.isEmpty() && collect.inputRules().terminators().contains(key)) {
      complete(collect);
    } else if (entry.isEmpty() && collect.inputRules().globals() && globally(key)) {
      return;
    } else if (collect.inputRules().terminators().contains(key)) {
      wrong(collect.inputRules(), EndReason.TOO_SHORT, DecisionReason.TOO_SHORT);
    } else {
      entry += key;
      decisionReason = DecisionReason.COLLECTING;
      if (entry.length() >= collect.max()) {
        close(collect.inputRules());
        complete(collect);
      }
    }
  }

  /** An entry has reached its maximum length; people who end it by a terminator still do. */
  private void close(InputRules inputRules) {
    closed = new ClosedEntry(node, at.plusSeconds(inputRules.interDigitSeconds()));
  }

  private List<String> terminators(String name) {
    return definition.node(name) instanceof Node.Audible audible
        ? audible.terminators()
        : List.of();
  }

  private void pressSay(Node.Say say, String key) {
    if (say.globals() && globally(key)) {
      return;
    }
    go(say.next()); // a key cuts the recording short and counts where it leads
    press(key);
  }

  private boolean globally(String key) {
    var target = definition.globals().get(key);
    if (target != null) {
      select(key, target);
    }
    return target != null;
  }

  private void select(String keys, Target target) {
    path.add(keys);
    endReason = EndReason.SELECTION;
    silent = false;
    go(target);
  }

  private void complete(Node.Collect collect) {
    if (entry.length() < collect.min()) {
      wrong(collect.inputRules(), EndReason.TOO_SHORT, DecisionReason.TOO_SHORT);
    } else if (collect.pattern() != null && !entry.matches(collect.pattern())) {
      wrong(collect.inputRules(), EndReason.NO_MATCH, DecisionReason.NO_MATCH);
    } else {
      select(collect.sensitive() ? MASKED : entry, collect.next());
    }
  }

  /** No more keys come: what CXone's menu collected is a whole entry. */
  void endOfEntry() {
    if (end != null || entry.isEmpty()) {
      return;
    }
    switch (definition.node(node)) {
      case Node.Collect collect -> complete(collect);
      case Node.Menu menu -> wrong(menu.inputRules(), EndReason.PARTIAL, DecisionReason.PARTIAL);
      case Node.Say _, Node.Hours _ -> entry = "";
    }
  }

  /** Silence for as long as the node waits. */
  void silence() {
    closed = null;
    switch (definition.node(node)) {
      case Node.Say say -> go(say.next()); // the recording has been heard
      case Node.Hours hours -> go(route(hours));
      case Node.Menu menu when entry.isEmpty() ->
          quiet(menu.inputRules(), EndReason.NO_INPUT, DecisionReason.NO_INPUT);
      case Node.Menu menu -> quiet(menu.inputRules(), EndReason.PARTIAL, DecisionReason.PARTIAL);
      case Node.Collect collect when entry.isEmpty() ->
          quiet(collect.inputRules(), EndReason.NO_INPUT, DecisionReason.NO_INPUT);
      case Node.Collect collect when entry.length() < collect.min() ->
          quiet(collect.inputRules(), EndReason.TOO_SHORT, DecisionReason.TOO_SHORT);
      case Node.Collect collect -> complete(collect);
    }
  }

  /** To the root, because that is what the caller was answered. */
  void fallBack() {
    closed = null;
    endReason = EndReason.SELECTION;
    silent = false;
    path.clear(); // the caller is asked for all of it again
    enter(definition.audibleRoot());
    decisionReason = end == null ? DecisionReason.FALLBACK : DecisionReason.ENDED;
  }

  private void quiet(InputRules inputRules, EndReason its, DecisionReason itsReason) {
    noInputs++;
    failed(inputRules, inputRules.noInput(), noInputs, its, true, itsReason);
  }

  private void wrong(InputRules inputRules, EndReason its, DecisionReason itsReason) {
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
      go(limit.then());
    } else if (both != null && noInputs + noMatches >= both.max()) {
      endReason = EndReason.MAX_ATTEMPTS;
      silent = bySilence;
      go(both.then());
    } else {
      step();
    }
    decisionReason = end == null ? itsReason : DecisionReason.ENDED;
  }

  private void go(Target target) {
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

  private Target route(Node.Hours hours) {
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

  @Nullable ClosedEntry closedEntry() {
    return closed;
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

  /** Where the caller is after it. */
  Position position(int turn) {
    return new Position(node, entry, noInputs, noMatches, endReason, silent, turn);
  }
}
