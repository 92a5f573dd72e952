package io.switchboard.contract.phone.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a text into parts that the reader of numbers takes: the work for one text is bounded, and
 * grows with the length of a longer one by no more than its parts.
 */
public final class LongText {
  /** Of one part, in characters. Header fields are shorter. */
  static final int MAX_LENGTH = 1_000;

  /** More than the 8,192 characters make that ingress accepts. */
  private static final int MAX_PARTS = 20;

  private static final String SEPARATORS = "+ ()-./";

  private LongText() {}

  /** The parts in order; the text itself when it is short. Others than ingress may write more. */
  public static List<String> parts(String text) {
    if (text.length() <= MAX_LENGTH) {
      return List.of(text);
    }
    var parts = new ArrayList<String>();
    var rest = text;
    while (rest.length() > MAX_LENGTH && parts.size() < MAX_PARTS) {
      var end = end(rest);
      parts.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    parts.add(rest);
    return List.copyOf(parts);
  }

  /** The end of the first part: not within a number, a piece of which may be another person's. */
  static int end(String text) {
    for (var end = MAX_LENGTH; end > MAX_LENGTH / 2; end--) {
      if (!isInNumber(text.charAt(end))) {
        return end;
      }
    }
    // numbers that nothing but blanks or slashes separates
    var separator = Math.max(text.lastIndexOf(' ', MAX_LENGTH), text.lastIndexOf('/', MAX_LENGTH));
    return separator > MAX_LENGTH / 2 ? separator : MAX_LENGTH;
  }

  /** Digits of some scripts are pairs of characters. */
  private static boolean isInNumber(char c) {
    return Character.isDigit(c) || Character.isSurrogate(c) || SEPARATORS.indexOf(c) >= 0;
  }
}
