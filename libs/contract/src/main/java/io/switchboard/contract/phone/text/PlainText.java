package io.switchboard.contract.phone.text;

import java.text.Normalizer;

/**
 * Converts a text to the characters that the reader of numbers knows: digits of all scripts,
 * spaces, dashes, plus signs, quotation marks and line ends as ASCII, without direction marks and
 * other invisible characters.
 */
final class PlainText {
  private static final String ASCII_SEPARATORS = "+ ()-./";

  private static final int LONG_VOWEL = 0x30FC;

  private PlainText() {}

  static String of(String text) {
    return isPlain(text) ? text.strip() : normalised(text);
  }

  /** The fast path for most numbers: digits and common separators. */
  private static boolean isPlain(String text) {
    if (text.length() > LongText.MAX_LENGTH) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if ((c < '0' || c > '9') && ASCII_SEPARATORS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** For any text; of a long one, only the first of its {@link LongText#parts}. */
  static String normalised(String text) {
    var cut = text.length() > LongText.MAX_LENGTH ? text.substring(0, LongText.end(text)) : text;
    var plain = new StringBuilder(cut.length());
    // before the normalisation, which would convert a superscript of a footnote to a digit
    cut.codePoints()
        .map(point -> Character.getType(point) == Character.OTHER_NUMBER ? ' ' : point)
        .forEach(plain::appendCodePoint);
    var compatible = Normalizer.normalize(plain, Normalizer.Form.NFKC);
    plain.setLength(0);
    compatible.codePoints().forEach(point -> append(point, plain));
    return plain.toString().strip();
  }

  private static void append(int point, StringBuilder plain) {
    var digit = Character.digit(point, 10);
    if (digit >= 0) {
      plain.append((char) ('0' + digit));
      return;
    }
    switch (Character.getType(point)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {}
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> plain.append('\n');
      case Character.SPACE_SEPARATOR -> plain.append(' ');
      case Character.CONTROL -> plain.append(isLineEnd(point) ? '\n' : ' ');
      case Character.DASH_PUNCTUATION -> plain.append('-');
      default -> plain.appendCodePoint(isLongVowelAsDash(point, plain) ? '-' : ascii(point));
    }
  }

  /** Japanese keyboards write the sign of a long vowel for a dash: 03ー1234ー5678. */
  private static boolean isLongVowelAsDash(int point, StringBuilder plain) {
    var before = plain.isEmpty() ? ' ' : plain.charAt(plain.length() - 1);
    return point == LONG_VOWEL && (before == ')' || (before >= '0' && before <= '9'));
  }

  private static boolean isLineEnd(int point) {
    return point == '\n' || point == '\r' || point == 0x0B || point == 0x0C || point == 0x85;
  }

  private static int ascii(int point) {
    return switch (point) {
      case 0x2212 -> '-'; // minus sign
      case 0x2795 -> '+'; // heavy plus sign
      case 0x00B7, 0x2022, 0x30FB -> '.'; // dots and bullets in the middle of the line
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x00AB, 0x00BB -> '"';
      case 0x3001, 0x3002, 0x060C, 0x061B -> ','; // ideographic and Arabic
      case 0x2018, 0x2019, 0x201A, 0x201B, 0x00B4, 0x0060 -> '\'';
      case 0x2044, 0x2215 -> '/';
      default -> point;
    };
  }
}
