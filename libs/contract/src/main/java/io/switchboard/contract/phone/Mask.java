package io.switchboard.contract.phone;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Personal data made fit for logs, metrics, exception texts and URLs. */
public final class Mask {
  /**
   * Seven and more digits in a row, as people write phone numbers, with separators between them.
   */
  private static final Pattern NUMBERS = Pattern.compile("\\+?\\d(?:[ ().\\-/]{0,2}\\d){6,}");

  private Mask() {}

  /** A phone number down to its last two digits: {@code ***71}. */
  public static String number(@Nullable String phoneNumber) {
    if (phoneNumber == null) {
      return "none";
    }
    var digits = phoneNumber.replaceAll("\\D", "");
    return digits.length() < 5 ? "***" : "***" + digits.substring(digits.length() - 2);
  }

  /** Any text with everything in it that looks like a phone number masked. */
  public static String text(String text) {
    return NUMBERS.matcher(text).replaceAll(match -> number(match.group()).replace("$", "\\$"));
  }
}
