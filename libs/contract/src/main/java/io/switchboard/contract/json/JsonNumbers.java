package io.switchboard.contract.json;

import java.math.BigDecimal;

/**
 * Normalises JSON numbers for all services: {@code 1001}, {@code 1001.0} and {@code 1.001e3} are
 * the same number.
 */
public final class JsonNumbers {
  /** The maximum of decimal places, before or after the point, that are written out. */
  private static final int MAX_PLAIN_SCALE = 40;

  private JsonNumbers() {}

  /**
   * A JSON number in its plain form: no exponent, no trailing zeros of a fraction. A number with
   * very many places keeps its exponent.
   *
   * @param literal as in the JSON text
   */
  public static String plain(String literal) {
    if (isDigits(literal, 0, literal.length())) {
      return literal;
    }
    try {
      return plain(new BigDecimal(literal));
    } catch (NumberFormatException _) {
      return literal; // an exponent out of range
    }
  }

  /** As {@link #plain(String)}. */
  public static String plain(BigDecimal number) {
    var exact = number.stripTrailingZeros();
    return Math.abs((long) exact.scale()) > MAX_PLAIN_SCALE
        ? exact.toString()
        : exact.toPlainString();
  }

  /**
   * A text with a whole number as languages with floating-point numbers write it, without its empty
   * fraction: {@code 1001} for {@code 1001.0}. Any other text is returned unchanged.
   */
  public static String whole(String text) {
    var point = text.indexOf('.');
    if (point < 1 || point == text.length() - 1 || !isDigits(text, 0, point)) {
      return text;
    }
    for (var i = point + 1; i < text.length(); i++) {
      if (text.charAt(i) != '0') {
        return text;
      }
    }
    return text.substring(0, point);
  }

  private static boolean isDigits(String text, int from, int to) {
    for (var i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
