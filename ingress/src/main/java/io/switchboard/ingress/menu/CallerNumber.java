package io.switchboard.ingress.menu;

import io.switchboard.contract.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Which number a caller's profile stands under. */
final class CallerNumber {
  private static final int LONGEST = 64;

  private CallerNumber() {}

  /**
   * E.164 when it can be made of it; else the text as sent, when it has a digit; null when the
   * number is withheld (nothing, or a word such as anonymous).
   */
  static @Nullable String of(@Nullable String from, String region) {
    if (from == null || from.length() > LONGEST || from.chars().noneMatch(Character::isDigit)) {
      return null;
    }
    return PhoneNumber.parse(from, region).map(PhoneNumber::e164).orElse(from);
  }
}
