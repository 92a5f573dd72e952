package io.switchboard.ivr.session;

import io.switchboard.ivr.menu.InputRules;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Target;
import io.switchboard.ivr.session.InputHistory.ClosedEntry;
import io.switchboard.ivr.session.state.DecisionReason;
import io.switchboard.ivr.session.state.EndReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves one call through the menu within one transition: applies keys and silences in order to the
 * {@link TraversalState}, which {@link TransitionBuilder} then reads.
 */
final class MenuTraversal {
  private static final String MASKED = "***";

  private final MenuDefinition definition;
  private final Instant at;
  private final TraversalState state;
  private @Nullable ClosedEntry closed;

  /** A new call, at the root node. */
  static MenuTraversal start(MenuDefinition definition, Instant at) {
    var traversal = new MenuTraversal(definition, at, new TraversalState(definition, at), null);
    traversal.state.start();
    return traversal;
  }

  /** An unknown call that was answered with the root menu. */
  static MenuTraversal fallBack(MenuDefinition definition, Instant at) {
    var traversal = new MenuTraversal(definition, at, new TraversalState(definition, at), null);
    traversal.fallBack();
    return traversal;
  }

  /** The call of an open session. */
  static MenuTraversal resume(MenuDefinition definition, Session.Open open, Instant at) {
    var before = open.inputs().closedEntry();
    var closed = before == null || at.isAfter(before.until()) ? null : before;
    return new MenuTraversal(definition, at, new TraversalState(definition, at, open), closed);
  }

  private MenuTraversal(
      MenuDefinition definition, Instant at, TraversalState state, @Nullable ClosedEntry closed) {
    this.definition = definition;
    this.at = at;
    this.state = state;
    this.closed = closed;
  }

  TraversalState state() {
    return state;
  }

  /** The entry that was ended by its maximum length; a terminator may still follow. */
  @Nullable ClosedEntry closedEntry() {
    return closed;
  }

  /** Returns to the root node, because the caller was answered with it. */
  void fallBack() {
    closed = null;
    state.fallBack();
  }

  /** Applies one key. */
  void press(String key) {
    if (state.end() != null) {
      return; // the call has left the menu: later keys are ignored
    }
    var before = closed;
    closed = null;
    if (before != null && terminators(before.node()).contains(key)) {
      return; // the entry was already ended by its maximum length
    }
    switch (definition.node(state.node())) {
      case Node.Menu menu -> pressMenu(menu, key);
      case Node.Collect collect -> pressCollect(collect, key);
      case Node.Say say -> pressSay(say, key);
      case Node.Hours hours -> state.moveTo(state.route(hours)); // no caller stays there
    }
  }

  private void pressMenu(Node.Menu menu, String key) {
    var keys = state.entry() + key;
    if (keys.length() > 1 && keys.length() == menu.longest()) {
      close(menu.inputRules());
    }
    var choice = menu.choices().get(keys);
    if (choice != null) {
      state.select(keys, choice);
    } else if (state.entry().isEmpty() && menu.inputRules().globals() && globally(key)) {
      return;
    } else if (menu.choices().keySet().stream().anyMatch(other -> other.startsWith(keys))) {
      state.collect(keys);
    } else {
      state.noMatch(menu.inputRules(), EndReason.NO_MATCH, DecisionReason.NO_MATCH);
    }
  }

  private void pressCollect(Node.Collect collect, String key) {
    var rules = collect.inputRules();
    if (!state.entry().isEmpty() && rules.terminators().contains(key)) {
      complete(collect);
    } else if (state.entry().isEmpty() && rules.globals() && globally(key)) {
      return;
    } else if (rules.terminators().contains(key)) {
      state.noMatch(rules, EndReason.TOO_SHORT, DecisionReason.TOO_SHORT);
    } else {
      state.collect(state.entry() + key);
      if (state.entry().length() >= collect.max()) {
        close(rules);
        complete(collect);
      }
    }
  }

  /** Remembers the entry: callers may still press a terminator after its last digit. */
  private void close(InputRules inputRules) {
    closed = new ClosedEntry(state.node(), at.plusSeconds(inputRules.interDigitSeconds()));
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
    state.moveTo(say.next()); // a key ends the recording and counts at the next node
    press(key);
  }

  private boolean globally(String key) {
    Target target = definition.globals().get(key);
    if (target != null) {
      state.select(key, target);
    }
    return target != null;
  }

  private void complete(Node.Collect collect) {
    var entry = state.entry();
    if (entry.length() < collect.min()) {
      state.noMatch(collect.inputRules(), EndReason.TOO_SHORT, DecisionReason.TOO_SHORT);
    } else if (collect.pattern() != null && !entry.matches(collect.pattern())) {
      state.noMatch(collect.inputRules(), EndReason.NO_MATCH, DecisionReason.NO_MATCH);
    } else {
      state.select(collect.sensitive() ? MASKED : entry, collect.next());
    }
  }

  /** No more keys follow: the keys that CXone's menu has collected are a whole entry. */
  void endOfEntry() {
    if (state.end() != null || state.entry().isEmpty()) {
      return;
    }
    switch (definition.node(state.node())) {
      case Node.Collect collect -> complete(collect);
      case Node.Menu menu ->
          state.noMatch(menu.inputRules(), EndReason.PARTIAL, DecisionReason.PARTIAL);
      case Node.Say _, Node.Hours _ -> state.clearEntry();
    }
  }

  /** Applies a silence that lasted until the timeout of the node. */
  void silence() {
    closed = null;
    switch (definition.node(state.node())) {
      case Node.Say say -> state.moveTo(say.next()); // the recording is over
      case Node.Hours hours -> state.moveTo(state.route(hours));
      case Node.Menu menu when state.entry().isEmpty() ->
          state.noInput(menu.inputRules(), EndReason.NO_INPUT, DecisionReason.NO_INPUT);
      case Node.Menu menu ->
          state.noInput(menu.inputRules(), EndReason.PARTIAL, DecisionReason.PARTIAL);
      case Node.Collect collect when state.entry().isEmpty() ->
          state.noInput(collect.inputRules(), EndReason.NO_INPUT, DecisionReason.NO_INPUT);
      case Node.Collect collect when state.entry().length() < collect.min() ->
          state.noInput(collect.inputRules(), EndReason.TOO_SHORT, DecisionReason.TOO_SHORT);
      case Node.Collect collect -> complete(collect);
    }
  }
}
