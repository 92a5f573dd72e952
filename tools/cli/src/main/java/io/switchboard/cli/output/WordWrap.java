package io.switchboard.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines for a terminal: between words only, so that ids and addresses can be copied. */
public final class WordWrap {
  /** The width of what is not a terminal: a pipe gets each line as it is. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final String CONTINUATION = "    ";

  private WordWrap() {}

  /**
   * The lines of a text, continued deeper than it begins. The branches of a tree go on.
   *
   * @param width in characters; a longer word has a line of its own
   */
  public static List<String> lines(String text, int width) {
    return lines(text, width, beginning(text) + CONTINUATION);
  }

  /**
   * The lines of a text.
   *
   * @param width in characters; a longer word has a line of its own
   * @param indent before each line but the first
   */
  public static List<String> lines(String text, int width, String indent) {
    if (text.length() <= width) {
      return List.of(text);
    }
    var lines = new ArrayList<String>();
    var margin = beginning(text).length();
    var line = new StringBuilder(text.substring(0, margin));
    for (var word : text.substring(margin).split(" ", -1)) {
      if (line.length() > margin && line.length() + 1 + word.length() > width) {
        lines.add(line.toString().stripTrailing());
        margin = indent.length();
        line = new StringBuilder(indent);
      }
      if (line.length() > margin) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  /** What the next lines have in front, too: spaces, and the lines of a tree. */
  private static String beginning(String text) {
    var length = 0;
    while (length < text.length() && " │├└─".indexOf(text.charAt(length)) >= 0) {
      length++;
    }
    return text.substring(0, length).replace('├', '│').replace('└', ' ').replace('─', ' ');
  }
}
