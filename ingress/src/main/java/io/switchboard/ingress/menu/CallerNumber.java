package io.switchboard.ingress.menu;

import io.switchboard.contract.phone.NumberReading;
import org.jspecify.annotations.Nullable;

/** Which number a caller's profile stands under. */
final class CallerNumber {
  private static final int MAX_LENGTH = 64;

  private CallerNumber() {}

  /**
   * E.164 when it can be made of it; else the text as sent, when it looks like a number; null when
   * the number is withheld: nothing, a word such as anonymous, a placeholder of a carrier.
   */
  static @Nullable String of(@Nullable String from, String region) {
    return switch (NumberReading.of(from, region)) {
      case NumberReading.Readable(var numbers, _, _) -> numbers.getFirst().e164();
      case NumberReading.Unreadable _ -> from == null || from.length() > MAX_LENGTH ? null : from;
      case NumberReading.NoNumber _ -> null;
    };
  }
}
