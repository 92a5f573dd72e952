package io.switchboard.contract.json;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Normalises codes, such as dispositions, and keys of a telephone, for all services. */
public final class Codes {
  private static final Pattern BETWEEN_KEYS = Pattern.compile("[\\s,]");

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

  /**
   * The keys of a telephone in one text: as {@link #plain}, without white space and commas, with
   * which scripts join keys. {@code 12#} for {@code １２＃}, {@code 1 2 #} and {@code 1,2,#}.
   *
   * @param text as sent, or a number in its plain form
   */
  public static String keys(String text) {
    return text.length() == 1 && isAscii(text)
        ? text.strip()
        : BETWEEN_KEYS.matcher(plain(text)).replaceAll("");
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
