package io.switchboard.ivr.definition.drawing;

import io.switchboard.ivr.menu.MenuDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The positions of the cards of a drawing: the root at the top, each node one row below the first
 * node that leads to it, centred below its predecessors. Lanes on the right side are for edges that
 * lead up or past a row.
 *
 * @param lanes x coordinate of the first lane
 */
record SvgLayout(Map<String, Card> cards, int lanes, int height) {
  static final int LINE = 18;
  static final int HEAD = 40;
  private static final int GAP_X = 40;
  private static final int GAP_Y = 60;
  private static final int MARGIN = 30;

  /** A card by its upper left corner. */
  record Card(int x, int y, int row, int width, int height) {
    int middle() {
      return x + width / 2;
    }

    int bottom() {
      return y + height;
    }

    int right() {
      return x + width;
    }
  }

  /**
   * Places the cards.
   *
   * @param footer height below the lines of each node's card
   */
  static SvgLayout of(MenuDefinition menu, List<Arrow> arrows, int footer) {
    var rows = rows(menu, arrows);
    var byRow = new TreeMap<Integer, List<String>>();
    rows.forEach((name, row) -> byRow.computeIfAbsent(row, _ -> new ArrayList<>()).add(name));
    byRow.computeIfAbsent(0, _ -> new ArrayList<>()).add(Arrow.ANYWHERE);
    var columns = byRow.values().stream().mapToInt(List::size).max().orElse(1);
    Map<String, Card> cards = new LinkedHashMap<>();
    var width = CardText.width(menu, arrows);
    int y = MARGIN;
    for (var row : byRow.entrySet()) {
      var at = new RowPlace(row.getKey(), y, columns, width, footer);
      y = position(row.getValue(), at, menu, arrows, cards) + GAP_Y;
    }
    return new SvgLayout(cards, 2 * MARGIN + columns * (width + GAP_X) - GAP_X, y - GAP_Y + MARGIN);
  }

  /** The y coordinate below all cards of a row. */
  int bottomOf(int row) {
    return cards.values().stream()
        .filter(card -> card.row() == row)
        .mapToInt(Card::bottom)
        .max()
        .orElse(0);
  }

  /** The lines of a card. */
  static List<Arrow> lines(String name, List<Arrow> arrows) {
    return arrows.stream().filter(arrow -> arrow.from().equals(name)).toList();
  }

  private static Map<String, Integer> rows(MenuDefinition menu, List<Arrow> arrows) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    var open = new LinkedHashSet<String>();
    rows.put(menu.root(), 0);
    open.add(menu.root());
    while (!open.isEmpty()) {
      var name = open.removeFirst();
      for (var arrow : lines(name, arrows)) {
        if (!arrow.action() && !rows.containsKey(arrow.to())) {
          rows.put(arrow.to(), rows.getOrDefault(name, 0) + 1);
          open.add(arrow.to());
        }
      }
    }
    menu.nodes().keySet().forEach(name -> rows.putIfAbsent(name, 1)); // only globals lead to it
    return rows;
  }

  private record RowPlace(int number, int y, int columns, int width, int footer) {}

  private static int position(
      List<String> names,
      RowPlace row,
      MenuDefinition menu,
      List<Arrow> arrows,
      Map<String, Card> cards) {
    var ordered = new ArrayList<>(names);
    ordered.sort(Comparator.comparingDouble(name -> middleOfParents(name, arrows, cards)));
    var x = MARGIN + (row.columns() - ordered.size()) * (row.width() + GAP_X) / 2;
    int lowest = row.y();
    for (var name : ordered) {
      var footer = name.equals(Arrow.ANYWHERE) ? 0 : row.footer();
      var texts = CardText.info(menu.nodes().get(name)).size() + lines(name, arrows).size();
      var height = HEAD + texts * LINE + footer;
      var card = new Card(x, row.y(), row.number(), row.width(), height);
      cards.put(name, card);
      lowest = Math.max(lowest, card.bottom());
      x += row.width() + GAP_X;
    }
    return lowest;
  }

  private static double middleOfParents(String name, List<Arrow> arrows, Map<String, Card> cards) {
    return name.equals(Arrow.ANYWHERE)
        ? Double.MAX_VALUE // to the right of the root
        : arrows.stream()
            .filter(arrow -> arrow.to().equals(name) && cards.containsKey(arrow.from()))
            .mapToInt(arrow -> cards.getOrDefault(arrow.from(), new Card(0, 0, 0, 0, 0)).x())
            .average()
            .orElse(0);
  }
}
