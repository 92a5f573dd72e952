package io.switchboard.contract.phone;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a text as a phone number. All services, lookups, imports and commands read
 * numbers with {@link #of}.
 */
public sealed interface NumberReading {

  /**
   * One number or several.
   *
   * @param numbers at least one; when a number has two readings, the region's own comes first
   * @param several whether the text has more than one number; false for one with two readings
   * @param unreadable other digits in the text that look like a number, as written
   */
  record Readable(List<PhoneNumber> numbers, boolean several, List<String> unreadable)
      implements NumberReading {
    public Readable {
      numbers = List.copyOf(numbers);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * Digits that are not a valid number.
   *
   * @param digits as written, extension dropped, at most 64
   * @param damaged whether a spreadsheet has changed the digits: {@code 1.41556E+10}
   */
  record Unreadable(String digits, boolean damaged) implements NumberReading {}

  /** No number: empty, a withheld caller, a word, an identifier, or too few digits. */
  record NoNumber() implements NumberReading {}

  /**
   * Reads a text.
   *
   * @param region the region of national numbers, ISO 3166-1 alpha-2, for example US
   */
  static NumberReading of(@Nullable String text, String region) {
    if (text == null || text.isBlank()) {
      return new NoNumber();
    }
    return text.length() > Cached.MAX_TEXT
        ? LongNumberText.read(text, region)
        : Cached.READINGS.get(
            new Cached.Key(text, region), key -> NumberReader.read(key.text(), key.region()));
  }

  /**
   * The cache of readings: the library takes about 30 microseconds per number, and the same numbers
   * occur again with a call's next request or a contact's next event. Maintained in the caller's
   * thread.
   */
  final class Cached {
    /** Longer texts are not cached, so that senders cannot choose the cache's size. */
    private static final int MAX_TEXT = 40;

    private static final Cache<Key, NumberReading> READINGS =
        Caffeine.newBuilder().maximumSize(20_000).executor(Runnable::run).build();

    private record Key(String text, String region) {}

    private Cached() {}
  }
}
