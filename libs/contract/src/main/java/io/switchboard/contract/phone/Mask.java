package io.switchboard.contract.phone;

import org.jspecify.annotations.Nullable;

/** Personal data made fit for logs, metrics, exception texts and URLs. */
public final class Mask {
  private static final int SHORTEST = 5;

  private Mask() {}

  /** A phone number down to its last two digits: {@code ***71}. */
  public static String number(@Nullable String phoneNumber) {
    if (phoneNumber == null) {
      return "none";
    }
    var digits = new StringBuilder();
    phoneNumber.chars().filter(Character::isDigit).forEach(digit -> digits.append((char) digit));
    return digits.length() < SHORTEST ? "***" : "***" + digits.substring(digits.length() - 2);
  }

  /**
   * Any text with everything in it that looks like a phone number masked: seven and more digits in
   * a row, as people write phone numbers, with separators between them. Any length.
   */
  public static String text(String text) {
    return DigitRuns.replaceAll(text, Mask::number);
  }

  /**
   * As {@link #text}, for people who look at records: times stay, and so do digits within longer
   * words, like hashes and ids.
   */
  public static String wholeNumbers(String text) {
    return DigitRuns.replaceWords(text, Mask::number);
  }
}
