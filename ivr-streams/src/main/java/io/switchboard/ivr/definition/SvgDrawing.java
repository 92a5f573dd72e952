package io.switchboard.ivr.definition;

import io.switchboard.ivr.definition.SvgLayout.Box;
import io.switchboard.ivr.session.MenuDefinition;
import io.switchboard.ivr.session.Node;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A menu as an SVG picture that needs nothing but a browser. */
public final class SvgDrawing {
  private static final String STYLE =
      """
        <style>
          text { font: 13px sans-serif; text-anchor: middle; dominant-baseline: central; }
          .kind { font-size: 10px; fill: #555; }
          .box { fill: #eef4ff; stroke: #335; }
          .action { fill: #e9f7ea; stroke: #263; }
          .hours { fill: #fff6dd; stroke: #763; }
          .way { fill: none; stroke: #335; marker-end: url(#tip); }
          .failure { stroke-dasharray: 5 4; stroke: #a33; }
          .label { font-size: 11px; paint-order: stroke; stroke: #fff; stroke-width: 5px; fill: #223; }
        </style>
        <defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" \
      markerHeight="8" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z" fill="#335"/></marker></defs>
      """;

  private SvgDrawing() {}

  /** The whole document. */
  public static String of(MenuDefinition menu) {
    var arrows = Arrow.all(menu);
    var layout = SvgLayout.of(menu, arrows);
    var out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\">%n",
            layout.width(),
            layout.height(),
            escape("menu " + menu.name())));
    out.append(STYLE);
    for (int i = 0; i < arrows.size(); i++) {
      way(out, arrows.get(i), layout, i);
    }
    layout.boxes().forEach((name, box) -> box(out, menu, name, box));
    for (int i = 0; i < arrows.size(); i++) {
      label(out, arrows.get(i), layout, i);
    }
    return out.append("</svg>\n").toString();
  }

  private static void way(StringBuilder out, Arrow arrow, SvgLayout layout, int index) {
    var points = points(arrow, layout, index);
    out.append(
        String.format(
            Locale.ROOT,
            "  <path class=\"way%s\" d=\"M%d %d C%d %d %d %d %d %d\"/>%n",
            arrow.failure() ? " failure" : "",
            points.get(0),
            points.get(1),
            points.get(2),
            points.get(3),
            points.get(4),
            points.get(5),
            points.get(6),
            points.get(7)));
  }

  /** Start, two handles and end of a curve; ways that lead up or sideways swing out. */
  private static List<Integer> points(Arrow arrow, SvgLayout layout, int index) {
    var from = Objects.requireNonNull(layout.boxes().get(arrow.from()));
    var to = layout.boxes().getOrDefault(arrow.to(), from);
    var spread = (index % 5 - 2) * 14 + (arrow.failure() ? 24 : -24);
    var half = SvgLayout.BOX_HEIGHT / 2;
    if (to.row() > from.row()) {
      var startX = from.x() + spread;
      var endX = to.x() + spread;
      var bend = (to.y() - from.y()) / 2;
      return List.of(
          startX,
          from.y() + half,
          startX,
          from.y() + half + bend,
          endX,
          to.y() - half - bend,
          endX,
          to.y() - half);
    }
    var side = SvgLayout.BOX_WIDTH / 2;
    var out = Math.max(from.x(), to.x()) + side + 50 + Math.abs(spread);
    return List.of(
        from.x() + side, from.y(), out, from.y(), out, to.y() + 8, to.x() + side, to.y() + 8);
  }

  private static void label(StringBuilder out, Arrow arrow, SvgLayout layout, int index) {
    var p = points(arrow, layout, index);
    var at = 0.3 + 0.1 * (index % 4);
    out.append(
        String.format(
            Locale.ROOT,
            "  <text class=\"label\" x=\"%.0f\" y=\"%.0f\">%s</text>%n",
            along(p.get(0), p.get(2), p.get(4), p.get(6), at),
            along(p.get(1), p.get(3), p.get(5), p.get(7), at),
            escape(arrow.label())));
  }

  private static double along(int a, int b, int c, int d, double t) {
    var u = 1 - t;
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  }

  private static void box(StringBuilder out, MenuDefinition menu, String name, Box box) {
    var node = menu.nodes().get(name);
    var kind =
        switch (node) {
          case null -> name.equals(Arrow.ANYWHERE) ? "hours" : "action";
          case Node.Hours _ -> "hours";
          case Node.Audible _ -> "box";
        };
    out.append(
        String.format(
            Locale.ROOT,
            "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>%n",
            kind,
            box.x() - SvgLayout.BOX_WIDTH / 2,
            box.y() - SvgLayout.BOX_HEIGHT / 2,
            SvgLayout.BOX_WIDTH,
            SvgLayout.BOX_HEIGHT,
            kind.equals("action") ? 22 : 4));
    out.append(
        String.format(
            Locale.ROOT,
            "  <text x=\"%d\" y=\"%d\">%s</text>%n",
            box.x(),
            node == null ? box.y() : box.y() - 6,
            escape(name.length() > 22 ? name.substring(0, 21) + "…" : name)));
    if (node != null) {
      out.append(
          String.format(
              Locale.ROOT,
              "  <text class=\"kind\" x=\"%d\" y=\"%d\">%s</text>%n",
              box.x(),
              box.y() + 11,
              kindOf(node)));
    }
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
