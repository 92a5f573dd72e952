package io.switchboard.ingress.menu;

import io.switchboard.contract.phone.NumberReading;
import org.jspecify.annotations.Nullable;

/**
 * The number of a caller.
 *
 * @param profileKey which number the caller's profile stands under: E.164 when it can be made of
 *     the text; else the text as sent, when it looks like a number; null when the number is
 *     withheld: nothing, a word such as anonymous, a placeholder of a carrier
 * @param logged the number as it goes on the log: E.164 when the text means exactly one number;
 *     else as sent, because an opt-out of this call counts for every number that may be meant
 */
record CallerNumber(@Nullable String profileKey, @Nullable String logged) {
  private static final int MAX_LENGTH = 64;

  /**
   * Reads the number of a menu request.
   *
   * @param region the region of national numbers, ISO 3166-1 alpha-2
   */
  static CallerNumber of(@Nullable String from, String region) {
    return switch (NumberReading.of(from, region)) {
      case NumberReading.Readable(var numbers, _, var unreadable) -> {
        var first = numbers.getFirst().e164();
        var certain = numbers.size() == 1 && unreadable.isEmpty();
        yield new CallerNumber(first, certain ? first : from);
      }
      case NumberReading.Unreadable _ ->
          new CallerNumber(from == null || from.length() > MAX_LENGTH ? null : from, from);
      case NumberReading.NoNumber _ -> new CallerNumber(null, from);
    };
  }
}
