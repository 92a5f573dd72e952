package io.switchboard.replay.filter;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Parses decimal numbers in text. */
final class DecimalParser {
  private static final int MAX_LENGTH = 40;

  private DecimalParser() {}

  /** The number in a text, or null; without exceptions, because most texts are not numbers. */
  static @Nullable BigDecimal read(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !plausible(text)) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      return null; // for example 1-2
    }
  }

  private static boolean plausible(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
