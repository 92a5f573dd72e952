package io.switchboard.contract.text;

import java.util.Locale;

/** A count with the word for what is counted: {@code 1 record}, {@code 1,204 records}. */
public final class Quantity {
  private Quantity() {}

  /** The count alone: {@code 1,204}. */
  public static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Of a word whose plural ends with an s. */
  public static String of(long count, String singular) {
    return of(count, singular, singular + "s");
  }

  /** Of a word with another plural, or of a phrase. */
  public static String of(long count, String singular, String plural) {
    return of(count) + " " + (count == 1 ? singular : plural);
  }
}
