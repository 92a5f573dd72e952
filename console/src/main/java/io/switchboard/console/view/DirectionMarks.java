package io.switchboard.console.view;

/**
 * Makes the characters visible that change the direction of text: a text from outside could
 * otherwise reverse what stands beside it, so that a person reads something else.
 */
final class DirectionMarks {
  private DirectionMarks() {}

  /** The page with an escape like <code>\\u202e</code> in place of each such character. */
  static String shown(String html) {
    if (html.chars().noneMatch(DirectionMarks::isMark)) {
      return html;
    }
    var shown = new StringBuilder(html.length() + 64);
    html.chars()
        .forEach(
            it -> {
              if (isMark(it)) {
                shown.append("\\u").append(Integer.toHexString(it));
              } else {
                shown.append((char) it);
              }
            });
    return shown.toString();
  }

  /** Embeddings, overrides and isolates; the plain marks of right-to-left scripts stay. */
  private static boolean isMark(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
