package io.switchboard.contract.phone.text;

import java.util.Set;

/**
 * The codes that are dialled before a number to change how it is called: {@code *67}, {@code #31#}.
 */
final class ServiceCode {
  /** Codes without an end that hide the caller's number, in many countries. */
  private static final String WITHHOLD = "67";

  /** Codes without an end of North America: caller id, call waiting, forwarding. */
  private static final Set<String> STAR_CODES = Set.of("65", WITHHOLD, "70", "72", "82");

  private static final int STAR_CODE_DIGITS = 2;
  private static final int NORTH_AMERICAN_DIGITS = 10;
  private static final int MAX_DIGITS = 3;

  private ServiceCode() {}

  /** The length of the codes at the start; 0 when there is none. */
  static int length(String text, int at) {
    var from = at + 1;
    var end = endOfDigits(text, from);
    while (end > from && end - from <= MAX_DIGITS && isAt(text, end, '#')) { // *31#, and *67#31#
      from = end + 1;
      end = endOfDigits(text, from);
    }
    if (from > at + 1) {
      return from - at;
    }
    return text.charAt(at) == '*' ? starCode(text, from, end) : 0;
  }

  /**
   * {@code *31*} ends with a star. A code without an end is one of a list, and for country codes a
   * whole number must follow: {@code *821012345678} is a number after a star.
   */
  private static int starCode(String text, int from, int to) {
    var end = from + STAR_CODE_DIGITS;
    if (to == end && isAt(text, end, '*')) {
      return STAR_CODE_DIGITS + 2;
    }
    if (to < end || !STAR_CODES.contains(text.substring(from, end))) {
      return 0;
    }
    return to == end || text.startsWith(WITHHOLD, from) || isNorthAmerican(text, end, to)
        ? STAR_CODE_DIGITS + 1
        : 0;
  }

  /** Ten digits or, with a 1 before them, eleven; the first is not 0 or 1. */
  private static boolean isNorthAmerican(String text, int from, int to) {
    var area = text.charAt(from) == '1' ? from + 1 : from;
    return to - area == NORTH_AMERICAN_DIGITS && text.charAt(area) > '1';
  }

  private static boolean isAt(String text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private static int endOfDigits(String text, int from) {
    var end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
