package io.switchboard.contract.json;

import java.math.BigDecimal;

/**
 * The one reading of JSON numbers, for all services: {@code 1001}, {@code 1001.0} and {@code
 * 1.001e3} are the same number.
 */
public final class JsonNumbers {
  /** Decimal places, before or behind the point, up to which a number is written out. */
  private static final int MAX_PLAIN_SCALE = 40;

  private JsonNumbers() {}

  /**
   * A JSON number in its plain form: no exponent, no zeros at the end of a fraction. A number of
   * very many places keeps its exponent.
   *
   * @param literal as it stands in the JSON text
   */
  public static String plain(String literal) {
    if (isDigits(literal, 0, literal.length())) {
      return literal;
    }
    try {
      return plain(new BigDecimal(literal));
    } catch (NumberFormatException _) {
      return literal; // an exponent that nothing can hold
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
   * A text that holds a whole number as languages with floating-point numbers write it, without its
   * empty fraction: {@code 1001} for {@code 1001.0}. Any other text stays as it is.
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
