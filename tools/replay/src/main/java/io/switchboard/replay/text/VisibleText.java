package io.switchboard.replay.text;

import java.util.regex.Pattern;

/**
 * Text of senders for a terminal. They choose it, and a terminal obeys control characters: these
 * would clear the screen, forge a line of the output, or reverse what stands beside them.
 */
public final class VisibleText {
  /** C0, DEL, C1, the separators of lines and paragraphs, and what changes the direction. */
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private VisibleText() {}

  /** The text in one line, with an escape like <code>\\u001B</code> for each such character. */
  public static String of(String text) {
    return OBEYED
        .matcher(text)
        .replaceAll(found -> "\\\\u%04X".formatted((int) found.group().charAt(0)));
  }
}
