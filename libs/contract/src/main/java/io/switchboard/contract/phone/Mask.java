package io.switchboard.contract.phone;

import org.jspecify.annotations.Nullable;

/** Masks personal data for logs, metrics, exception texts and URLs. */
public final class Mask {
  private static final int SHORTEST = 5;

  private Mask() {}

  /** A phone number reduced to its last two digits: {@code ***71}. */
  public static String number(@Nullable String phoneNumber) {
    if (phoneNumber == null) {
      return "none";
    }
    var digits = new StringBuilder();
    phoneNumber.chars().filter(Character::isDigit).forEach(digit -> digits.append((char) digit));
    return digits.length() < SHORTEST ? "***" : "***" + digits.substring(digits.length() - 2);
  }

  /**
   * Masks everything in a text that looks like a phone number: seven and more digits with
   * separators as people write them. Any length.
   */
  public static String text(String text) {
    return DigitRuns.replaceAll(text, Mask::number);
  }

  /**
   * As {@link #text}, for displayed records: times stay, and so do digits within longer words, like
   * hashes and ids.
   */
  public static String wholeNumbers(String text) {
    return DigitRuns.replaceWords(text, Mask::number);
  }
}
