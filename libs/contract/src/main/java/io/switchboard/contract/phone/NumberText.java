package io.switchboard.contract.phone;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A phone number as someone wrote it, with what does not belong to the number taken off: the scheme
 * of a URI, a SIP host, an extension. Digits of any script become ASCII.
 *
 * @param dialled the text that the number is read from
 * @param plus whether it is written with a plus sign
 * @param digits its digits alone, letters as on a keypad; empty when nothing in it is a digit
 * @param whole the text with what looked like an extension: what to read when the rest is no number
 */
record NumberText(String dialled, boolean plus, String digits, String whole) {
  /** Longer texts are not read as numbers. */
  static final int LONGEST = 250;

  private static final int MOST_DIGITS = 64;

  private static final Pattern SCHEME =
      Pattern.compile("^(?:tel|callto|sips?|fax|sms):(?://)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXTENSION =
      Pattern.compile(
          "(?:;\\s*ext\\s*=|;\\s*isub\\s*=|[,;]?\\s*(?:e?xt(?:ensi[oó]n)?|int|anexo|доб)[.:]?\\s*"
              + "|\\s*[x#~]\\s*|\\s*[,;]{1,2}\\s*)#?\\d{1,9}#?\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern CONTEXT = Pattern.compile(";\\s*phone-context=(\\+\\d+)");

  static NumberText of(String text) {
    return isPlain(text) ? ofDialled(text.strip(), text.strip()) : cleaned(text);
  }

  /** Most numbers: digits and what people put between them. Nothing has to be taken off. */
  private static boolean isPlain(String text) {
    if (text.length() > MOST_DIGITS) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if ((c < '0' || c > '9') && "+ ()-./".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static NumberText ofDialled(String dialled, String whole) {
    return new NumberText(dialled, dialled.indexOf('+') >= 0, digits(dialled), whole);
  }

  /** For any text. */
  static NumberText cleaned(String text) {
    var cut = text.length() > 1_000 ? text.substring(0, 1_000) : text;
    var plain = ascii(Normalizer.normalize(cut, Normalizer.Form.NFKC)).strip();
    var scheme = SCHEME.matcher(plain);
    if (scheme.find()) {
      plain = withoutUri(plain.substring(scheme.end()));
    }
    var shortened = EXTENSION.matcher(plain).replaceFirst("").strip();
    // "#31#" and the like are all extension and no number: nothing is taken off then
    var dialled = digits(shortened).isEmpty() ? plain : shortened;
    return ofDialled(dialled, plain);
  }

  /** The number with a plus sign that the writer may have left out or written as 00 or 011. */
  List<String> international() {
    if (plus || digits.isEmpty()) {
      return List.of();
    }
    if (digits.startsWith("011")) {
      return List.of("+" + digits.substring(3));
    }
    if (digits.startsWith("00")) {
      return List.of("+" + digits.substring(2));
    }
    return List.of("+" + digits);
  }

  private static String withoutUri(String rest) {
    var context = CONTEXT.matcher(rest);
    var prefix = context.find() ? context.group(1) : "";
    var at = rest.indexOf('@');
    var user = at < 0 ? rest : rest.substring(0, at);
    var extension = user.toLowerCase(java.util.Locale.ROOT).indexOf(";ext=");
    var semicolon = user.indexOf(';');
    var number = semicolon < 0 ? user : user.substring(0, semicolon);
    return prefix + number + (extension < 0 ? "" : user.substring(extension));
  }

  private static String ascii(String text) {
    var ascii = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> Character.getType(point) != Character.FORMAT) // invisible direction marks
        .forEach(
            point -> {
              var digit = Character.digit(point, 10);
              if (digit >= 0) {
                ascii.append((char) ('0' + digit));
              } else {
                ascii.appendCodePoint(point);
              }
            });
    return ascii.toString();
  }

  private static String digits(String text) {
    if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return "";
    }
    var keys = new StringBuilder();
    for (var i = 0; i < text.length() && keys.length() < MOST_DIGITS; i++) {
      var c = Character.toUpperCase(text.charAt(i));
      if (c >= '0' && c <= '9') {
        keys.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        keys.append("22233344455566677778889999".charAt(c - 'A'));
      }
    }
    return keys.toString();
  }
}
