package io.switchboard.contract.json;

import org.jspecify.annotations.Nullable;

/**
 * Makes texts that did not come through ingress fit for the log and for PostgreSQL, which stores
 * neither U+0000 nor half a surrogate pair: one such character in the remark of an opt-out would
 * make a dead letter of its decision.
 */
public final class ValidText {
  private static final char REPLACEMENT = '\uFFFD';

  private ValidText() {}

  /**
   * The text with U+FFFD in place of U+0000 and of lone surrogates; the same object when it has
   * none of them.
   *
   * @param text null for none
   * @param maxLength what is longer is cut, in chars
   */
  public static @Nullable String of(@Nullable String text, int maxLength) {
    if (text == null) {
      return null;
    }
    var cut = text.length() > maxLength ? text.substring(0, maxLength) : text;
    return cut.codePoints().allMatch(ValidText::isValid) ? cut : replaced(cut);
  }

  private static boolean isValid(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }

  private static String replaced(String text) {
    var valid = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isValid(point) ? point : REPLACEMENT)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }
}
