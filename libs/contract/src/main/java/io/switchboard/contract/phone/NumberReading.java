package io.switchboard.contract.phone;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text says about phone numbers. Every service, the lookup, imports and commands read
 * numbers here and nowhere else.
 */
public sealed interface NumberReading {

  /**
   * The text says which number is meant, or which numbers.
   *
   * @param numbers at least one; of one that has two readings the region's own comes first
   * @param several whether the text holds more than one number, and not one with two readings
   * @param unreadable digits, as written, of what else in the text looks like a number
   */
  record Readable(List<PhoneNumber> numbers, boolean several, List<String> unreadable)
      implements NumberReading {
    public Readable {
      numbers = List.copyOf(numbers);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * Something that looks like a number and is none.
   *
   * @param digits as written, extension dropped, 64 at most
   * @param damaged a spreadsheet has cut off or added digits: {@code 1.41556E+10}
   */
  record Unreadable(String digits, boolean damaged) implements NumberReading {}

  /** No number at all: nothing, a withheld caller, a word, an identifier, too few digits. */
  record NoNumber() implements NumberReading {}

  /**
   * Reads a text, with national forms belonging to a region.
   *
   * @param region ISO 3166-1 alpha-2, for example US
   */
  static NumberReading of(@Nullable String text, String region) {
    if (text == null || text.isBlank()) {
      return new NoNumber();
    }
    return text.length() > Cached.MAX_TEXT
        ? NumberReader.read(text, region)
        : Cached.READINGS.get(
            new Cached.Key(text, region), key -> NumberReader.read(key.text(), key.region()));
  }

  /**
   * What was read lately: the library takes some 30 microseconds for each reading, and numbers come
   * again, in a call's next request, in the next event of the same contact. In the caller's thread:
   * no thread of its own.
   */
  final class Cached {
    /** Longer texts would make the cache's size a sender's choice. */
    private static final int MAX_TEXT = 40;

    private static final Cache<Key, NumberReading> READINGS =
        Caffeine.newBuilder().maximumSize(20_000).executor(Runnable::run).build();

    private record Key(String text, String region) {}

    private Cached() {}
  }
}
