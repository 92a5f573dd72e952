package io.switchboard.ivr.definition.drawing;

import io.switchboard.contract.text.Quantity;
import io.switchboard.ivr.definition.drawing.MenuTraffic.NodeTraffic;
import io.switchboard.ivr.definition.drawing.SvgLayout.Card;
import java.util.Locale;

/**
 * The lower part of a card: a bar as long as the share of calls that came here, divided by how they
 * went on, and the same in words.
 */
final class TrafficFooter {
  static final int HEIGHT = 46;
  private static final int BAR_HEIGHT = 8;

  private TrafficFooter() {}

  static String of(Card card, MenuTraffic traffic, NodeTraffic node) {
    var out = new StringBuilder();
    var y = card.bottom() - HEIGHT + 10;
    var width = card.width() - 20;
    bar(out, "bar", card.x() + 10, y, width);
    var x = card.x() + 10.0;
    x += bar(out, "bar on", x, y, width * traffic.share(node.wentOn()));
    x += bar(out, "bar served", x, y, width * traffic.share(node.served()));
    bar(out, "bar left", x, y, width * traffic.share(node.left()));
    var words = Quantity.of(node.visits(), "call") + ", " + percent(traffic, node);
    text(out, "visits", card.x() + 10, y + 25, words);
    if (node.left() > 0) {
      var left = (double) node.left() / node.visits();
      text(out, "dropped", card.right() - 10, y + 25, percent(left) + " left here");
    }
    return out.toString();
  }

  private static String percent(MenuTraffic traffic, NodeTraffic node) {
    return percent(traffic.share(node.visits()));
  }

  /** A share in words: what is not nothing is not 0 %. */
  static String percent(double share) {
    if (share > 0 && share < 0.01) {
      return "<1 %";
    }
    return share < 1 && share > 0.99 ? ">99 %" : Math.round(share * 100) + " %";
  }

  private static double bar(StringBuilder out, String kind, double x, int y, double width) {
    if (width > 0) {
      out.append(
          String.format(
              Locale.ROOT,
              "  <rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
              kind,
              x,
              y,
              width,
              BAR_HEIGHT));
    }
    return width;
  }

  private static void text(StringBuilder out, String kind, int x, int y, String words) {
    out.append(
        String.format(
            Locale.ROOT,
            "  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n",
            kind,
            x,
            y,
            words.replace("<", "&lt;").replace(">", "&gt;")));
  }
}
