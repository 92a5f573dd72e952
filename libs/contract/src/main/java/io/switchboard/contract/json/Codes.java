package io.switchboard.contract.json;

import java.text.Normalizer;

/** Normalises codes, such as dispositions, for all services. */
public final class Codes {
  private Codes() {}

  /**
   * The normal form of a code: digits of all scripts as ASCII, full-width characters in their usual
   * width, without surrounding white space and invisible characters; a whole number without its
   * empty fraction. {@code 1001} for {@code １００１}, {@code 1001.0} and for 1001 after a no-break
   * space.
   *
   * @param text as sent, or a number in its plain form
   */
  public static String plain(String text) {
    return JsonNumbers.whole((isAscii(text) ? text : visible(text)).strip());
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String visible(String text) {
    var plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(point -> Character.getType(point) != Character.FORMAT)
        .forEach(
            point -> {
              var digit = Character.digit(point, 10);
              plain.appendCodePoint(digit < 0 ? point : '0' + digit);
            });
    return plain.toString();
  }
}
