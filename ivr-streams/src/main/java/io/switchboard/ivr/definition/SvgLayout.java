package io.switchboard.ivr.definition;

import io.switchboard.ivr.session.MenuDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Where the boxes of a drawing stand: the root on top, each node one row below the first that leads
 * to it, actions in the last row, each box under the middle of what leads to it.
 */
record SvgLayout(Map<String, Box> boxes, int width, int height) {
  static final int BOX_WIDTH = 160;
  static final int BOX_HEIGHT = 44;
  private static final int COLUMN = 230;
  private static final int ROW = 130;
  private static final int MARGIN = 40;

  /** A box by its middle. */
  record Box(int x, int y, int row) {}

  static SvgLayout of(MenuDefinition menu, List<Arrow> arrows) {
    var rows = rows(menu, arrows);
    var last = rows.values().stream().mapToInt(row -> row).max().orElse(0) + 1;
    arrows.stream().filter(Arrow::action).forEach(arrow -> rows.put(arrow.to(), last));
    rows.put(Arrow.ANYWHERE, 0);
    Map<Integer, List<String>> byRow = new HashMap<>();
    rows.forEach((name, row) -> byRow.computeIfAbsent(row, _ -> new ArrayList<>()).add(name));
    var columns = byRow.values().stream().mapToInt(List::size).max().orElse(1);
    Map<String, Box> boxes = new LinkedHashMap<>();
    for (int row = 0; row <= last; row++) {
      place(byRow.getOrDefault(row, List.of()), row, columns, arrows, boxes);
    }
    return new SvgLayout(
        boxes, columns * COLUMN + 2 * MARGIN, last * ROW + BOX_HEIGHT + 2 * MARGIN);
  }

  private static Map<String, Integer> rows(MenuDefinition menu, List<Arrow> arrows) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    var open = new LinkedHashSet<String>();
    rows.put(menu.root(), 0);
    open.add(menu.root());
    while (!open.isEmpty()) {
      var name = open.removeFirst();
      for (var arrow : arrows) {
        if (arrow.from().equals(name) && !arrow.action() && !rows.containsKey(arrow.to())) {
          rows.put(arrow.to(), rows.getOrDefault(name, 0) + 1);
          open.add(arrow.to());
        }
      }
    }
    menu.nodes().keySet().forEach(name -> rows.putIfAbsent(name, 1));
    return rows;
  }

  private static void place(
      List<String> names, int row, int columns, List<Arrow> arrows, Map<String, Box> boxes) {
    var ordered = new ArrayList<>(names);
    ordered.sort(Comparator.comparingDouble(name -> middleOfParents(name, arrows, boxes)));
    var left = MARGIN + (columns - ordered.size()) * COLUMN / 2 + COLUMN / 2;
    for (int column = 0; column < ordered.size(); column++) {
      boxes.put(
          ordered.get(column),
          new Box(left + column * COLUMN, MARGIN + BOX_HEIGHT / 2 + row * ROW, row));
    }
  }

  private static double middleOfParents(String name, List<Arrow> arrows, Map<String, Box> boxes) {
    if (name.equals(Arrow.ANYWHERE)) {
      return Double.MAX_VALUE; // to the right of the root
    }
    return arrows.stream()
        .filter(arrow -> arrow.to().equals(name) && boxes.containsKey(arrow.from()))
        .mapToInt(arrow -> boxes.getOrDefault(arrow.from(), new Box(0, 0, 0)).x())
        .average()
        .orElse(0);
  }
}
