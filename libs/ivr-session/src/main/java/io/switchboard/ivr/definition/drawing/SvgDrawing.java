package io.switchboard.ivr.definition.drawing;

import io.switchboard.ivr.definition.drawing.MenuTraffic.Passage;
import io.switchboard.ivr.definition.drawing.SvgLayout.Card;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A menu as an SVG picture: a card for each node, which lists the target of each key and each
 * silence, and an arrow for each edge between cards. A document has its own style. An element for a
 * page has classes only, since the page's policy may forbid inline styles.
 */
public final class SvgDrawing {
  private static final int LANE = 12;
  private static final double THIN = 1.5;
  private static final int THICKEST = 9;

  private static final String STYLE =
      """
        <style>
          text { font: 12px sans-serif; fill: #223; }
          .name { font-weight: bold; font-size: 14px; }
          .kind { font-size: 10px; fill: #667; text-anchor: end; }
          .info { fill: #556; }
          .failed { fill: #a33; }
          .to { text-anchor: end; }
          .ends { fill: #263; font-style: italic; }
          .card { fill: #f4f7ff; stroke: #335; }
          .hours { fill: #fff8e4; stroke: #763; }
          .way { fill: none; stroke: #335; marker-end: url(#tip); }
          .failure { stroke-dasharray: 5 4; stroke: #a33; }
          .tip { fill: #335; }
        </style>
      """;

  private static final String TIP =
      """
        <defs>
          <marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto">
            <path class="tip" d="M0 0 L10 5 L0 10 z"/>
          </marker>
        </defs>
      """;

  private final StringBuilder out = new StringBuilder();
  private final MenuDefinition menu;
  private final List<Arrow> arrows;
  private final @Nullable MenuTraffic traffic;
  private final SvgLayout layout;
  private final Set<Passage> drawn = new HashSet<>();
  private int lanes;

  private SvgDrawing(MenuDefinition menu, @Nullable MenuTraffic traffic) {
    this.menu = menu;
    this.arrows = Arrow.all(menu);
    this.traffic = traffic;
    this.layout = SvgLayout.of(menu, arrows, traffic == null ? 0 : TrafficFooter.HEIGHT);
  }

  /** A document of its own, which needs nothing but a browser. */
  public static String of(MenuDefinition menu) {
    return new SvgDrawing(menu, null).draw(STYLE);
  }

  /**
   * An element for a page, with the calls of a window: arrows as wide as the share of calls that
   * took them, and at each node how many came and how they went on. The page styles its classes.
   */
  public static String inline(MenuDefinition menu, MenuTraffic traffic) {
    return new SvgDrawing(menu, traffic).draw("");
  }

  private String draw(String style) {
    arrows.stream().filter(arrow -> !arrow.action()).forEach(this::way);
    layout.cards().forEach(this::card);
    var width = layout.lanes() + (lanes + 2) * LANE;
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"menu-drawing\""
                + " viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                + " aria-label=\"%s\">%n",
            width,
            layout.height(),
            width,
            layout.height(),
            escape("menu " + menu.name()))
        + style
        + TIP
        + out
        + "</svg>\n";
  }

  private void way(Arrow arrow) {
    var from = layout.cards().get(arrow.from());
    var to = layout.cards().get(arrow.to());
    if (from == null || to == null) {
      return; // an edge to a missing node: the check reports it
    }
    var share = share(arrow);
    if (to.row() == from.row() + 1) {
      var shift = arrow.failure() ? 16 : -16;
      var middle = (from.bottom() + to.y()) / 2;
      path(
          arrow,
          share,
          String.format(
              Locale.ROOT,
              "M%d %d C%d %d %d %d %d %d",
              from.middle() + shift,
              from.bottom(),
              from.middle() + shift,
              middle,
              to.middle() + shift,
              middle,
              to.middle() + shift,
              to.y()));
      percent(share, to.middle() + shift + 12, to.y() - 10);
      return;
    }
    lanes++; // up, sideways or past a row: in a separate lane
    var lane = layout.lanes() + lanes * LANE;
    var below = layout.bottomOf(from.row()) + 10 + lanes % 4 * 5;
    path(
        arrow,
        share,
        String.format(
            Locale.ROOT,
            "M%d %d V%d H%d V%d H%d V%d",
            from.right() - 20 - lanes % 4 * 8,
            from.bottom(),
            below,
            lane,
            to.y() - 10 - lanes % 4 * 5,
            to.right() - 20 - lanes % 4 * 8,
            to.y()));
    percent(share, from.right() + 4, below - 3);
  }

  /**
   * The share of calls that took an arrow. Where keys and silence lead to the same node the keys'
   * arrow counts them all.
   */
  private double share(Arrow arrow) {
    var passage = new Passage(arrow.from(), arrow.to());
    return traffic != null && drawn.add(passage)
        ? traffic.share(traffic.passages().getOrDefault(passage, 0L))
        : 0;
  }

  private void path(Arrow arrow, double share, String path) {
    out.append("  <path class=\"").append(arrow.failure() ? "way failure" : "way").append('"');
    if (traffic != null) {
      out.append(
          String.format(Locale.ROOT, " stroke-width=\"%.1f\"", THIN + share * (THICKEST - THIN)));
    }
    out.append(" d=\"").append(path).append("\"/>\n");
  }

  private void percent(double share, int x, int y) {
    if (share > 0) {
      text("share", x, y, TrafficFooter.percent(share));
    }
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
            card.width(),
            card.height()));
    text("name", card.x() + 10, card.y() + 20, CardText.shorten(name));
    text("kind", card.right() - 10, card.y() + 20, CardText.kind(node));
    int y = card.y() + SvgLayout.HEAD;
    for (var line : CardText.info(node)) {
      text("info", card.x() + 10, y, line);
      y += SvgLayout.LINE;
    }
    for (var line : SvgLayout.lines(name, arrows)) {
      text(line.failure() ? "failed" : "key", card.x() + 10, y, CardText.shorten(line.label()));
      text(
          line.action() ? "to ends" : "to",
          card.right() - 10,
          y,
          "→ " + CardText.shorten(line.to()));
      y += SvgLayout.LINE;
    }
    if (traffic != null && node != null) {
      out.append(TrafficFooter.of(card, traffic, traffic.at(name)));
      callersNow(name, card);
    }
  }

  /** Filled in by the page, which knows who is in the menu. */
  private void callersNow(String name, Card card) {
    out.append(
        String.format(
            Locale.ROOT,
            "  <text class=\"now\" data-node=\"%s\" x=\"%d\" y=\"%d\"></text>%n",
            escape(name),
            card.right() - 10,
            card.y() - 6));
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

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
