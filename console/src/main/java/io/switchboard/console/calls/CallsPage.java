package io.switchboard.console.calls;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.switchboard.console.calls.CallStatistics.Choice;
import io.switchboard.console.calls.CallStatistics.EndedCall;
import io.switchboard.console.calls.CallStatistics.Exit;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.menu.ActivatedMenus;
import io.switchboard.console.menu.CallsInMenu;
import io.switchboard.console.menu.OpenCall;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.ivr.definition.drawing.MenuTraffic;
import io.switchboard.ivr.definition.drawing.SvgDrawing;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code /calls}: who is in the menu, and how the calls of a window went through it. */
public final class CallsPage {
  private static final int MAX_CALLS = 50;

  private final CallStatistics statistics;
  private final ActivatedMenus definitions;
  private final CallsInMenu open;
  private final CallersNow now;
  private final Exports exports;
  private final Views views;

  /**
   * One node of the menu that is drawn.
   *
   * @param share of all calls that came here
   * @param left of the calls that came here, those that left the menu here
   */
  public record NodeLine(String node, long visits, double share, long served, long left) {
    /** The share of the visitors who left here. */
    public double leftShare() {
      return visits == 0 ? 0 : (double) left / visits;
    }
  }

  /** A definition to choose from. */
  public record Choosable(String hash, String name, long calls, boolean chosen) {}

  private CallsPage(
      CallStatistics statistics,
      ActivatedMenus definitions,
      CallsInMenu open,
      CallersNow now,
      Exports exports,
      Views views) {
    this.statistics = statistics;
    this.definitions = definitions;
    this.open = open;
    this.now = now;
    this.exports = exports;
    this.views = views;
  }

  /** The page about the calls in this database and those in the menu. */
  public static CallsPage of(
      Store store,
      ActivatedMenus definitions,
      CallsInMenu open,
      CallersNow now,
      Exports exports,
      Views views) {
    return new CallsPage(new CallStatistics(store), definitions, open, now, exports, views);
  }

  /** Answers with the page. */
  public void show(Context context) {
    var window = Window.of(context);
    var choice = new Choice(window, parameter(context, "node"), parameter(context, "outcome"));
    var definition = parameter(context, "definition");
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(choice, definition));
      return;
    }
    views.livePage(context, "calls.jte", "Calls", model(choice, definition));
  }

  /** The callers in the menu, once a second for all browsers. */
  public void stream(SseClient client) {
    now.stream(client);
  }

  private static String parameter(Context context, String name) {
    return Objects.requireNonNullElse(context.queryParam(name), "").strip();
  }

  private Map<String, Object> model(Choice choice, String definition) {
    var window = choice.window();
    var used = statistics.definitions(window);
    var hash = chosen(definition, used);
    var menu = definitions.menu(hash);
    var traffic = statistics.traffic(window, menu.map(MenuDefinition::hash).orElse(hash));
    var calls = new ArrayList<EndedCall>();
    statistics.ended(choice, MAX_CALLS, NumberMasking.MASKED, calls::add);
    var model = new HashMap<String, Object>();
    model.put("window", window);
    model.put("choice", Map.of("node", choice.node(), "outcome", choice.outcome()));
    model.put("count", used.stream().mapToLong(CallStatistics.Used::calls).sum());
    model.put("plot", statistics.plot(window));
    model.put("definitions", choosable(used, menu));
    model.put("drawing", menu.map(it -> SvgDrawing.inline(it, traffic)).orElse(""));
    model.put("nodes", menu.map(it -> nodes(it, traffic)).orElse(List.of()));
    model.put("exits", statistics.exits(window));
    model.put("calls", calls);
    model.put("definition", menu.map(MenuDefinition::hash).orElse(""));
    model.put("now", now.view());
    return model;
  }

  /** What was asked for; else what is in force; else what most calls of the window used. */
  private String chosen(String asked, List<CallStatistics.Used> used) {
    if (!asked.isEmpty() || definitions.catalog().inForce().isPresent() || used.isEmpty()) {
      return asked;
    }
    return used.getFirst().hash();
  }

  private List<Choosable> choosable(
      List<CallStatistics.Used> used, Optional<MenuDefinition> drawn) {
    var hash = drawn.map(MenuDefinition::hash).orElse("");
    var choosable = new ArrayList<Choosable>();
    for (var each : used) {
      var known = definitions.catalog().find(each.hash());
      choosable.add(
          new Choosable(
              each.hash(),
              known.map(it -> it.name()).orElse("no longer known"),
              each.calls(),
              each.hash().equals(hash)));
    }
    return choosable;
  }

  private static List<NodeLine> nodes(MenuDefinition menu, MenuTraffic traffic) {
    return menu.nodes().keySet().stream()
        .map(
            node -> {
              var at = traffic.at(node);
              return new NodeLine(
                  node, at.visits(), traffic.share(at.visits()), at.served(), at.left());
            })
        .sorted(Comparator.comparingLong(NodeLine::visits).reversed())
        .toList();
  }

  private List<ExportTable<?>> tables(Choice choice, String definition) {
    var window = choice.window();
    return List.of(
        new ExportTable<>(
            "ended-calls",
            ENDED,
            (numbers, row) -> statistics.ended(choice, Long.MAX_VALUE, numbers, row)),
        new ExportTable<>(
            "callers-now", NOW, (_, row) -> open.snapshot(Instant.now()).calls().forEach(row)),
        new ExportTable<>("exits", EXITS, (_, row) -> statistics.exits(window).forEach(row)),
        new ExportTable<>(
            "nodes",
            NODES,
            (_, row) -> {
              var menu = definitions.menu(chosen(definition, statistics.definitions(window)));
              menu.ifPresent(it -> nodes(it, statistics.traffic(window, it.hash())).forEach(row));
            }),
        Plot.table("outcomes", () -> statistics.plot(window)));
  }

  private static final List<Column<EndedCall>> ENDED =
      List.of(
          new Column<>("callId", EndedCall::callId),
          new Column<>("endedAt", EndedCall::endedAt),
          new Column<>("outcome", EndedCall::outcome),
          new Column<>("reason", EndedCall::reason),
          new Column<>("path", EndedCall::path),
          new Column<>("nodes", EndedCall::nodes),
          new Column<>("durationMs", EndedCall::durationMs),
          new Column<>("tier", EndedCall::tier),
          new Column<>("source", EndedCall::source),
          new Column<>("phoneNumber", EndedCall::phoneNumber));

  private static final List<Column<OpenCall>> NOW =
      List.of(
          new Column<>("callId", OpenCall::callId),
          new Column<>("node", OpenCall::node),
          new Column<>("since", OpenCall::since),
          new Column<>("turn", OpenCall::turn),
          new Column<>("path", OpenCall::path),
          new Column<>("source", OpenCall::source),
          new Column<>("deadline", OpenCall::deadline));

  private static final List<Column<Exit>> EXITS =
      List.of(
          new Column<>("node", Exit::node),
          new Column<>("outcome", Exit::outcome),
          new Column<>("reason", Exit::reason),
          new Column<>("calls", Exit::count),
          new Column<>("share", Exit::share));

  private static final List<Column<NodeLine>> NODES =
      List.of(
          new Column<>("node", NodeLine::node),
          new Column<>("calls", NodeLine::visits),
          new Column<>("share", NodeLine::share),
          new Column<>("served", NodeLine::served),
          new Column<>("left", NodeLine::left));
}
