package io.switchboard.cli.csv;

/** White space as other programs write it: also no-break spaces, invisible characters, controls. */
final class Blanks {
  private Blanks() {}

  static boolean isBlank(String text) {
    return text.codePoints().allMatch(Blanks::isBlank);
  }

  static boolean isBlank(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || Character.isISOControl(point)
        || Character.getType(point) == Character.FORMAT;
  }

  /** Without them at both ends. */
  static String stripped(String text) {
    var begin = 0;
    var end = text.length();
    while (begin < end && isBlank(text.codePointAt(begin))) {
      begin += Character.charCount(text.codePointAt(begin));
    }
    while (end > begin && isBlank(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(begin, end);
  }
}
