package io.switchboard.replay.filter;

/** A filter cannot be parsed; the message shows it with a mark under the position of the error. */
public final class FilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int position;

  FilterSyntaxException(String filter, int position, String what) {
    super(
        what
            + ", at character "
            + (position + 1)
            + System.lineSeparator()
            + "  "
            + oneLine(filter)
            + System.lineSeparator()
            + "  "
            + " ".repeat(position)
            + "^");
    this.position = position;
  }

  /** The position of the error, from 0; the filter's length when it ends too early. */
  public int position() {
    return position;
  }

  private static String oneLine(String filter) {
    return filter.replaceAll("\\s", " ");
  }
}
