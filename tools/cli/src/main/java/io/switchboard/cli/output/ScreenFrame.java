package io.switchboard.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that replaces what is on the screen of a terminal. It is one string, so that it is written
 * at once; it clears each line after its text, so that nothing flickers; and it fits the screen, so
 * that nothing scrolls.
 *
 * @param lines of the text; those that are too wide are wrapped between words
 * @param rows of the terminal
 * @param columns of the terminal
 */
public record ScreenFrame(List<String> lines, int rows, int columns) {
  private static final String TOP_LEFT = "\033[H";
  private static final String CLEAR_LINE_END = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  public ScreenFrame {
    lines = List.copyOf(lines);
  }

  /** The text with its control sequences; the cursor stands below it at the end. */
  public String text() {
    var text = new StringBuilder(TOP_LEFT);
    shown().forEach(line -> text.append(line).append(CLEAR_LINE_END).append("\r\n"));
    return text.append(CLEAR_BELOW).toString();
  }

  /** The lines that fit above the cursor, and how many do not. */
  List<String> shown() {
    var wrapped = lines.stream().flatMap(line -> WordWrap.lines(line, columns).stream()).toList();
    var shown = new ArrayList<String>();
    var left = rows - 2; // the cursor, and the line of what does not fit
    for (var line : wrapped) {
      left -= Math.max(1, (line.length() + columns - 1) / columns); // a word wider than the screen
      if (left < 0 && !(left == -1 && shown.size() == wrapped.size() - 1)) {
        shown.add("... " + (wrapped.size() - shown.size()) + " more lines");
        return shown;
      }
      shown.add(line);
    }
    return shown;
  }
}
