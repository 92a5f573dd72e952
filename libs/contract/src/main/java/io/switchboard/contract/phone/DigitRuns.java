package io.switchboard.contract.phone;

import java.util.function.UnaryOperator;

/**
 * Finds sequences like phone numbers in any text: seven and more digits, with up to two separators
 * between them. A scanner instead of a regular expression, because a repeated group recurses once
 * per digit and overflows the stack on long text. Time and memory are linear.
 */
final class DigitRuns {
  private static final int MIN_DIGITS = 7;
  private static final int MAX_SEPARATORS = 2;
  private static final String SEPARATORS = " ().-/";

  private final String text;
  private final boolean wholeWords;

  /** One run; {@code end} is exclusive. */
  private record Run(int end, int digits) {
    boolean isNumber() {
      return digits >= MIN_DIGITS;
    }
  }

  private DigitRuns(String text, boolean wholeWords) {
    this.text = text;
    this.wholeWords = wholeWords;
  }

  /** Replaces every run, also inside longer words. */
  static String replaceAll(String text, UnaryOperator<String> replacement) {
    return new DigitRuns(text, false).replaced(replacement);
  }

  /** Replaces only runs that are separate words; RFC 3339 times stay. */
  static String replaceWords(String text, UnaryOperator<String> replacement) {
    return new DigitRuns(text, true).replaced(replacement);
  }

  private String replaced(UnaryOperator<String> replacement) {
    var out = new StringBuilder(text.length());
    var at = 0;
    while (at < text.length()) {
      var begin = at;
      var time = endOfTime(at);
      if (time > at) {
        at = time;
      } else if (!beginsRun(at)) {
        at++;
      } else {
        var run = run(at);
        at = run.end();
        if (run.isNumber()) {
          out.append(replacement.apply(text.substring(begin, at)));
          continue;
        }
      }
      out.append(text, begin, at);
    }
    return out.toString();
  }

  private boolean beginsRun(int at) {
    return isDigit(firstDigit(at)) && (!wholeWords || at == 0 || !isWordCharacter(at - 1));
  }

  /** Behind a sign and, for whole words, a bracket. */
  private int firstDigit(int at) {
    var digit = at < text.length() && text.charAt(at) == '+' ? at + 1 : at;
    return wholeWords && digit < text.length() && text.charAt(digit) == '(' ? digit + 1 : digit;
  }

  /** The end of a run; a whole word loses its last digits when a letter follows them. */
  private Run run(int begin) {
    var run = new Run(firstDigit(begin) + 1, 1);
    var word = new Run(begin, 0);
    for (var next = nextDigit(run.end()); next >= 0; next = nextDigit(run.end())) {
      if (next > run.end()) {
        word = run;
      }
      run = new Run(next + 1, run.digits() + 1);
    }
    var endsInWord = wholeWords && isWordCharacter(run.end());
    return endsInWord ? word.isNumber() ? word : new Run(run.end(), 0) : run;
  }

  /** The place of the next digit of the same number; -1 when the number ends. */
  private int nextDigit(int from) {
    for (var at = from; at <= from + MAX_SEPARATORS && at < text.length(); at++) {
      if (isDigit(at)) {
        return at > from && endOfTime(at) > at ? -1 : at;
      }
      if (SEPARATORS.indexOf(text.charAt(at)) < 0) {
        return -1;
      }
    }
    return -1;
  }

  /** The end of a time like 2026-11-20T10:00:05.000 that starts here, else the start. */
  private int endOfTime(int at) {
    if (!wholeWords || !isDate(at)) {
      return at;
    }
    var end = at + "2026-11-20T".length();
    while (end < text.length() && isPartOfTime(text.charAt(end))) {
      end++;
    }
    return end > at + "2026-11-20T".length() ? end : at;
  }

  private boolean isDate(int at) {
    var form = "dddd-dd-ddT";
    if (at + form.length() > text.length()) {
      return false;
    }
    for (var i = 0; i < form.length(); i++) {
      var character = text.charAt(at + i);
      var fits =
          switch (form.charAt(i)) {
            case 'd' -> isDigit(at + i);
            case 'T' -> character == 'T' || character == ' ';
            default -> character == '-';
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPartOfTime(char character) {
    return Character.isDigit(character) || character == ':' || character == '.';
  }

  private boolean isDigit(int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private boolean isWordCharacter(int at) {
    return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }
}
