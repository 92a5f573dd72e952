package io.switchboard.cli.tail;

/** A line of columns and words that goes on indented, between words, where it is too wide. */
final class FittedLine {
  private static final String INDENT = "    ";

  private final int width;
  private final StringBuilder text = new StringBuilder();
  private int column;
  private int gap;

  /**
   * An empty line.
   *
   * @param width in characters; a word that is wider has a line of its own
   */
  FittedLine(int width) {
    this.width = width;
  }

  /**
   * Adds one word or cell.
   *
   * @param word as it is measured
   * @param shown as it is printed, with colours
   * @param gapAfter spaces before the next one on the same line
   */
  FittedLine add(String word, String shown, int gapAfter) {
    if (column > INDENT.length() && column + gap + word.length() > width) {
      text.append(System.lineSeparator()).append(INDENT);
      column = INDENT.length();
    } else {
      text.append(" ".repeat(gap));
      column += gap;
    }
    text.append(shown);
    column += word.length();
    gap = gapAfter;
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
