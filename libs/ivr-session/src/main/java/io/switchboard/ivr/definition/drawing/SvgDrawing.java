package io.switchboard.ivr.definition.drawing;

import io.switchboard.ivr.definition.drawing.SvgLayout.Card;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import java.util.List;
import java.util.Locale;

/**
 * A menu as a standalone SVG picture: a card for each node, which lists the target of each key and
 * each silence, and an arrow for each edge between cards.
 */
public final class SvgDrawing {
  private static final int LANE = 12;

  private static final String STYLE =
      """
        <style>
          text { font: 12px sans-serif; fill: #223; }
          .name { font-weight: bold; font-size: 14px; }
          .kind { font-size: 10px; fill: #667; text-anchor: end; }
          .failed { fill: #a33; }
          .to { text-anchor: end; }
          .ends { fill: #263; font-style: italic; }
          .card { fill: #f4f7ff; stroke: #335; }
          .hours { fill: #fff8e4; stroke: #763; }
          .way { fill: none; stroke: #335; marker-end: url(#tip); }
          .failure { stroke-dasharray: 5 4; stroke: #a33; }
        </style>
        <defs>
          <marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 L10 5 L0 10 z" fill="#335"/>
          </marker>
        </defs>
      """;

  private final StringBuilder out = new StringBuilder();
  private final MenuDefinition menu;
  private final List<Arrow> arrows;
  private final SvgLayout layout;
  private int lanes;

  private SvgDrawing(MenuDefinition menu) {
    this.menu = menu;
    this.arrows = Arrow.all(menu);
    this.layout = SvgLayout.of(menu, arrows);
  }

  /** The whole document. */
  public static String of(MenuDefinition menu) {
    return new SvgDrawing(menu).draw();
  }

  private String draw() {
    arrows.stream().filter(arrow -> !arrow.action()).forEach(this::way);
    layout.cards().forEach(this::card);
    var width = layout.lanes() + (lanes + 2) * LANE;
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " role=\"img\" aria-label=\"%s\">%n",
            width,
            layout.height(),
            width,
            escape("menu " + menu.name()))
        + STYLE
        + out
        + "</svg>\n";
  }

  private void way(Arrow arrow) {
    var from = layout.cards().get(arrow.from());
    var to = layout.cards().get(arrow.to());
    if (from == null || to == null) {
      return; // an edge to a missing node: the check reports it
    }
    var kind = arrow.failure() ? "way failure" : "way";
    if (to.row() == from.row() + 1) {
      var shift = arrow.failure() ? 16 : -16;
      var middle = (from.bottom() + to.y()) / 2;
      path(
          kind,
          "M%d %d C%d %d %d %d %d %d",
          from.middle() + shift,
          from.bottom(),
          from.middle() + shift,
          middle,
          to.middle() + shift,
          middle,
          to.middle() + shift,
          to.y());
      return;
    }
    lanes++; // up, sideways or past a row: in a separate lane
    var lane = layout.lanes() + lanes * LANE;
    path(
        kind,
        "M%d %d V%d H%d V%d H%d V%d",
        from.right() - 20 - lanes % 4 * 8,
        from.bottom(),
        layout.bottomOf(from.row()) + 10 + lanes % 4 * 5,
        lane,
        to.y() - 10 - lanes % 4 * 5,
        to.right() - 20 - lanes % 4 * 8,
        to.y());
  }

  private void path(String kind, String form, Object... numbers) {
    out.append("  <path class=\"").append(kind).append("\" d=\"");
    out.append(String.format(Locale.ROOT, form, numbers)).append("\"/>\n");
  }

  private void card(String name, Card card) {
    var node = menu.nodes().get(name);
    var colour = node instanceof Node.Hours || node == null ? "card hours" : "card";
    out.append(
        String.format(
            Locale.ROOT,
            "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n",
            colour,
            card.x(),
            card.y(),
            SvgLayout.WIDTH,
            card.height()));
    text("name", card.x() + 10, card.y() + 20, shorten(name, 22));
    text("kind", card.right() - 10, card.y() + 20, node == null ? "" : kindOf(node));
    int y = card.y() + SvgLayout.HEAD;
    for (var line : SvgLayout.lines(name, arrows)) {
      text(line.failure() ? "failed" : "key", card.x() + 10, y, shorten(line.label(), 25));
      text(line.action() ? "to ends" : "to", card.right() - 10, y, "→ " + shorten(line.to(), 18));
      y += SvgLayout.LINE;
    }
  }

  private void text(String kind, int x, int y, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n",
            kind,
            x,
            y,
            escape(text)));
  }

  private static String shorten(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String kindOf(Node node) {
    return switch (node) {
      case Node.Menu _ -> "menu";
      case Node.Collect collect -> collect.sensitive() ? "collect, sensitive" : "collect";
      case Node.Say _ -> "say";
      case Node.Hours hours -> "hours, " + hours.hours().zone();
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
