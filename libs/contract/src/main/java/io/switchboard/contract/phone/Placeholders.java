package io.switchboard.contract.phone;

import java.util.Set;

/**
 * The placeholders of telephone systems for withheld numbers: a word as keypad digits, or zeros.
 */
final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "266696687", // anonymous
          "7378742833", // restricted
          "2562533", // blocked
          "8656696", // unknown
          "86282452253", // unavailable
          "7748283"); // private

  private Placeholders() {}

  /** Whether digits are never a phone number, also where a numbering plan allows them. */
  static boolean isWithheld(boolean plus, String digits) {
    return (plus && WORDS.contains(digits)) || isZeros(digits);
  }

  /** Whether digits that are not a number stand for a withheld one. */
  static boolean isFiller(String digits) {
    return WORDS.contains(digits)
        || isZeros(digits)
        || digits.chars().allMatch(c -> c == digits.charAt(0));
  }

  /** Only zeros, or zeros after the country code 1. */
  private static boolean isZeros(String digits) {
    return digits.chars().skip(digits.startsWith("1") ? 1 : 0).allMatch(c -> c == '0');
  }
}
