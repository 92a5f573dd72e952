package io.switchboard.contract.phone.text;

import java.math.BigInteger;
import java.util.Optional;

/** Reverts what spreadsheets do to numbers: formulas, apostrophes, decimals, exponents. */
final class SpreadsheetText {
  /** This many digits before a decimal point are a number, and not a group of one. */
  private static final int MIN_WHOLE_DIGITS = 7;

  private static final int MAX_DECIMALS = 2;

  private SpreadsheetText() {}

  /** Without the marks of a text: {@code '…}, {@code ="…"}, quotation marks around all of it. */
  static String unwrapped(String text) {
    var inner = text;
    for (var depth = 0; depth < 4; depth++) {
      var before = inner;
      if (inner.startsWith("=") || inner.startsWith("'")) {
        inner = inner.substring(1).strip();
      }
      if (inner.length() > 1
          && inner.charAt(0) == '"'
          && inner.indexOf('"', 1) == inner.length() - 1) {
        inner = inner.substring(1, inner.length() - 1).strip();
      }
      if (inner.endsWith("'") && !inner.startsWith("'")) {
        inner = inner.substring(0, inner.length() - 1).strip();
      }
      if (inner.equals(before)) {
        break;
      }
    }
    return inner;
  }

  /**
   * The content of a field.
   *
   * @param text the field, without decimals and exponents
   * @param damaged digits are missing, or there is a fraction: not a telephone number
   */
  record Field(String text, boolean damaged) {}

  /** A number in a spreadsheet's number format: {@code 4155550123.0}, {@code 4.1555501230E9}. */
  static Field undone(String field) {
    return exponent(field).orElseGet(() -> decimals(field));
  }

  private static Optional<Field> exponent(String field) {
    var text = field.strip();
    var e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e < 1 || text.length() > 40) {
      return Optional.empty();
    }
    var mantissa = text.substring(text.startsWith("+") || text.startsWith("-") ? 1 : 0, e);
    var negative = text.startsWith("-", e + 1);
    var power = text.substring(negative || text.startsWith("+", e + 1) ? e + 2 : e + 1);
    var point = Math.max(mantissa.indexOf('.'), mantissa.indexOf(','));
    var whole = point < 0 ? mantissa : mantissa.substring(0, point);
    var fraction = point < 0 ? "" : mantissa.substring(point + 1);
    if (!isDigits(whole) || !(point < 0 || isDigits(fraction)) || !isDigits(power)) {
      return Optional.empty();
    }
    var digits = whole + fraction;
    var shift = new BigInteger(power).min(BigInteger.valueOf(text.length())).intValue();
    var end = negative ? whole.length() - shift : whole.length() + shift;
    if (end < 1 || end > digits.length() || !isZeros(digits.substring(end))) {
      return Optional.of(new Field(digits, true));
    }
    var sign = text.startsWith("+") ? "+" : "";
    return Optional.of(new Field(sign + digits.substring(0, end), false));
  }

  /** {@code 4155550123.0} without its zeros; with another fraction it is not a telephone number. */
  private static Field decimals(String field) {
    var text = field.stripTrailing();
    var begin = beginOfDigits(text, text.length());
    var point = begin - 1;
    if (point < 1 || ".,".indexOf(text.charAt(point)) < 0) {
      return new Field(field, false);
    }
    var fraction = text.substring(begin);
    if (!isWholeNumber(text, point)) {
      return new Field(field, false);
    }
    // after digits in one piece any number of zeros: databases write 4155550123.0000
    if (isZeros(fraction) && (fraction.length() <= MAX_DECIMALS || isInOnePiece(text, point))) {
      return new Field(text.substring(0, point), false);
    }
    if (fraction.length() > MAX_DECIMALS) {
      return new Field(field, false);
    }
    // a comma may precede an extension; digits after a point are another kind of number
    return new Field(field, text.charAt(point) == '.');
  }

  /** Whether the digits before the point are a whole number: in one piece, or in thousands. */
  private static boolean isWholeNumber(String text, int point) {
    if (isInOnePiece(text, point)) {
      return true;
    }
    var begin = beginOfDigits(text, point);
    var mark = text.charAt(point) == '.' ? ',' : '.';
    return point - begin == 3 && begin > 0 && text.charAt(begin - 1) == mark;
  }

  private static boolean isInOnePiece(String text, int point) {
    return point - beginOfDigits(text, point) >= MIN_WHOLE_DIGITS;
  }

  private static int beginOfDigits(String text, int end) {
    var begin = end;
    while (begin > 0 && isDigit(text.charAt(begin - 1))) {
      begin--;
    }
    return begin;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isZeros(String text) {
    return text.chars().allMatch(c -> c == '0');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
