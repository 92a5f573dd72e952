package io.switchboard.contract.phone;

import io.switchboard.contract.phone.text.NumberWords;
import java.util.Locale;
import java.util.Optional;

/**
 * A number that is spelled on the keypad: {@code 1-800-FLOWERS}. Its letters follow digits, are
 * attached to them, and spell the rest of the number; excess letters are ignored, as when dialled.
 *
 * @param digits of the number, its letters as on a keypad
 * @param letters how many of the last digits are letters
 * @param attached whether there is no blank before the letters
 */
record VanityNumber(boolean plus, String digits, int letters, boolean attached) {
  private static final String KEYPAD = "22233344455566677778889999";
  private static final int MIN_DIGITS_BEFORE = 3;
  private static final int MIN_LETTERS = 3;
  private static final int MAX_LENGTH = 20;
  private static final int MAX_EXCESS = 5;

  /** Finds a vanity number in a text; empty when there is none. */
  static Optional<VanityNumber> of(String text) {
    var begin = 0;
    while (begin < text.length() && !isDigit(text.charAt(begin))) {
      begin++;
    }
    var spelling = new Spelling(text, begin);
    while (spelling.takesNext()) {
      // the next group of digits or letters
    }
    return spelling.vanity(begin > 0 && text.lastIndexOf('+', begin) >= 0);
  }

  /** The number, if it has a valid length. */
  Optional<PhoneNumber> exact(String region) {
    return plus ? NumberingPlan.international(digits) : NumberingPlan.national(digits, region);
  }

  /** The number, without excess letters at its end. */
  Optional<PhoneNumber> read(String region) {
    var number = exact(region);
    for (var excess = 1;
        number.isEmpty() && attached && excess <= MAX_EXCESS && excess < letters;
        excess++) {
      var shorter = digits.substring(0, digits.length() - excess);
      number = new VanityNumber(plus, shorter, letters - excess, true).exact(region);
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Goes from group to group. */
  private static final class Spelling {
    private final String text;
    private final StringBuilder digits = new StringBuilder();
    private int at;
    private int letters;
    private int allLetters;
    private int before;
    private boolean attached = true;

    Spelling(String text, int begin) {
      this.text = text;
      at = begin;
    }

    boolean takesNext() {
      var begin = at;
      while ((begin < text.length() && "- .".indexOf(text.charAt(begin)) >= 0)
          || (allLetters == 0 && begin < text.length() && "()".indexOf(text.charAt(begin)) >= 0)) {
        begin++;
      }
      var end = begin;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      if (end > begin) {
        digits.append(text, begin, end);
        before += allLetters == 0 ? end - begin : 0;
        letters = 0;
        at = end;
        return digits.length() <= MAX_LENGTH;
      }
      while (end < text.length() && isLetter(text.charAt(end))) {
        end++;
      }
      return end > begin && takesWord(begin, end);
    }

    private boolean takesWord(int begin, int end) {
      var word = text.substring(begin, end);
      var separators = text.substring(at, begin);
      var joined = separators.indexOf(' ') < 0 && separators.indexOf('(') < 0;
      var strange = end < text.length() && Character.isLetter(text.charAt(end));
      if (strange
          || separators.indexOf('(') >= 0
          || isOneLetter(word)
          || (!joined && !isSpelled(word))
          || (before >= 7 && NumberWords.isLabel(word))) {
        return false;
      }
      for (var i = 0; i < word.length(); i++) {
        digits.append(KEYPAD.charAt(Character.toUpperCase(word.charAt(i)) - 'A'));
      }
      attached &= joined;
      letters += word.length();
      allLetters += word.length();
      at = end;
      return digits.length() <= MAX_LENGTH;
    }

    /** After a blank: in capitals, or after more than an area code. */
    private boolean isSpelled(String word) {
      var capitals = word.equals(word.toUpperCase(Locale.ROOT));
      return !NumberWords.isLabel(word) && (capitals || before > MIN_DIGITS_BEFORE);
    }

    /** {@code 415-555-XXXX}: masked digits. */
    private static boolean isOneLetter(String word) {
      return word.length() > 1 && word.chars().distinct().count() == 1;
    }

    Optional<VanityNumber> vanity(boolean plus) {
      return allLetters < MIN_LETTERS || before < MIN_DIGITS_BEFORE
          ? Optional.empty()
          : Optional.of(new VanityNumber(plus, digits.toString(), letters, attached));
    }

    private static boolean isLetter(char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
  }
}
