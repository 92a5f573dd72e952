package io.switchboard.ivr.definition.reading;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Suggests the word that a misspelled one may mean. */
public final class SpellingSuggestion {
  private SpellingSuggestion() {}

  /** The most similar word, if one is similar. */
  public static @Nullable String didYouMean(String word, Collection<String> known) {
    var wanted = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(
            Comparator.comparingInt(
                    (String other) -> distance(wanted, other.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(other -> distance(wanted, other.toLowerCase(Locale.ROOT)) <= tolerated(word))
        .map(other -> "did you mean '" + other + "'?")
        .orElse(null);
  }

  /** Two of three letters changed make another word. */
  private static int tolerated(String word) {
    return word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
  }

  /** The edit distance of two words. */
  private static int distance(String one, String other) {
    var previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        var exchange = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(exchange, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
