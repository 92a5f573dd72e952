package io.switchboard.ivr.session;

import io.switchboard.ivr.session.InputHistory.ClosedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transition's way through the menu: starts where the session is, applies keys and silences in
 * order, and is then read off. Lives inside one transition.
 */
final class Walk {
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
  private EndReason reason;
  private boolean silent;
  private Target.@Nullable Action end;
  private String word = Why.REPEATED;
  private @Nullable ClosedEntry closed;

  /** From the beginning. */
  static Walk start(MenuDefinition definition, Instant at) {
    var walk = new Walk(definition, at, List.of(), List.of(), null, 0);
    walk.enter(definition.root());
    walk.word = walk.end == null ? Why.STARTED : Why.ENDED;
    return walk;
  }

  /** For a call that is not known and was answered with the root menu. */
  static Walk fallBack(MenuDefinition definition, Instant at) {
    var walk = new Walk(definition, at, List.of(), List.of(), null, 0);
    walk.fallBack();
    return walk;
  }

  /** From where a session is. */
  static Walk resume(MenuDefinition definition, Session.Open open, Instant at) {
    var walk = new Walk(definition, at, open.path(), open.nodes(), open.position(), open.steps());
    var before = open.inputs().closedEntry();
    walk.closed = before == null || at.isAfter(before.until()) ? null : before;
    return walk;
  }

  private Walk(
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
    this.reason = position == null ? EndReason.SELECTION : position.reason();
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
      case Node.Hours hours -> go(route(hours)); // nobody rests there
    }
  }

  private void pressMenu(Node.Menu menu, String key) {
    var keys = entry + key;
    if (keys.length() > 1 && keys.length() == menu.longest()) {
      close(menu.listening());
    }
    var choice = menu.choices().get(keys);
    if (choice != null) {
      select(keys, choice);
    } else if (entry.isEmpty() && menu.listening().globals() && globally(key)) {
      return;
    } else if (menu.choices().keySet().stream().anyMatch(other -> other.startsWith(keys))) {
      entry = keys;
      word = Why.COLLECTING;
    } else {
      wrong(menu.listening(), EndReason.NO_MATCH, Why.NO_MATCH);
    }
  }

  private void pressCollect(Node.Collect collect, String key) {
    if (!entry.isEmpty() && collect.listening().terminators().contains(key)) {
      complete(collect);
    } else if (entry.isEmpty() && collect.listening().globals() && globally(key)) {
      return;
    } else if (collect.listening().terminators().contains(key)) {
      wrong(collect.listening(), EndReason.TOO_SHORT, Why.TOO_SHORT);
    } else {
      entry += key;
      word = Why.COLLECTING;
      if (entry.length() >= collect.max()) {
        close(collect.listening());
        complete(collect);
      }
    }
  }

  /** An entry has reached its maximum length; people who end it by a terminator still do. */
  private void close(Listening listening) {
    closed = new ClosedEntry(node, at.plusSeconds(listening.interDigitSeconds()));
  }

  private List<String> terminators(String name) {
    return definition.node(name) instanceof Node.Audible audible
        ? Hearing.terminators(audible)
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
    reason = EndReason.SELECTION;
    silent = false;
    go(target);
  }

  private void complete(Node.Collect collect) {
    if (entry.length() < collect.min()) {
      wrong(collect.listening(), EndReason.TOO_SHORT, Why.TOO_SHORT);
    } else if (collect.pattern() != null && !entry.matches(collect.pattern())) {
      wrong(collect.listening(), EndReason.NO_MATCH, Why.NO_MATCH);
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
      case Node.Menu menu -> wrong(menu.listening(), EndReason.PARTIAL, Why.PARTIAL);
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
          quiet(menu.listening(), EndReason.NO_INPUT, Why.NO_INPUT);
      case Node.Menu menu -> quiet(menu.listening(), EndReason.PARTIAL, Why.PARTIAL);
      case Node.Collect collect when entry.isEmpty() ->
          quiet(collect.listening(), EndReason.NO_INPUT, Why.NO_INPUT);
      case Node.Collect collect when entry.length() < collect.min() ->
          quiet(collect.listening(), EndReason.TOO_SHORT, Why.TOO_SHORT);
      case Node.Collect collect -> complete(collect);
    }
  }

  /** To the root, because that is what the caller was answered. */
  void fallBack() {
    closed = null;
    reason = EndReason.SELECTION;
    silent = false;
    path.clear(); // the caller is asked for all of it again
    enter(definition.audibleRoot());
    word = end == null ? Why.FALLBACK : Why.ENDED;
  }

  private void quiet(Listening listening, EndReason its, String itsWord) {
    noInputs++;
    failed(listening, listening.noInput(), noInputs, its, true, itsWord);
  }

  private void wrong(Listening listening, EndReason its, String itsWord) {
    noMatches++;
    failed(listening, listening.noMatch(), noMatches, its, false, itsWord);
  }

  private void failed(
      Listening listening,
      AttemptLimit limit,
      int attempt,
      EndReason its,
      boolean bySilence,
      String itsWord) {
    entry = "";
    var both = listening.attempts();
    if (attempt >= limit.max()) {
      reason = its;
      silent = bySilence;
      go(limit.then());
    } else if (both != null && noInputs + noMatches >= both.max()) {
      reason = EndReason.MAX_ATTEMPTS;
      silent = bySilence;
      go(both.then());
    } else {
      step();
    }
    word = end == null ? itsWord : Why.ENDED;
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
      word = Why.MOVED;
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
      reason = EndReason.MAX_STEPS;
      silent = false;
      leave(definition.exhausted());
    }
  }

  private void leave(Target.Action action) {
    if (end == null) {
      end = action;
      entry = "";
      word = Why.ENDED;
    }
  }

  Target.@Nullable Action end() {
    return end;
  }

  EndReason reason() {
    return reason;
  }

  boolean silent() {
    return silent;
  }

  String word() {
    return word;
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
    return new Position(node, entry, noInputs, noMatches, reason, silent, turn);
  }
}
