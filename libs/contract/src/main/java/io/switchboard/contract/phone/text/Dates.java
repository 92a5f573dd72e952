package io.switchboard.contract.phone.text;

import java.util.regex.Pattern;

/** Removes dates and times of day beside numbers: their digits look like a number's. */
public final class Dates {
  private static final String MONTH = "(?:0?[1-9]|1[0-2])";
  private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";
  private static final String YEAR = "(?:19|20)\\d\\d";
  private static final String TIME =
      "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?";

  /** With a year of four digits: shorter years look like groups of a number. */
  private static final Pattern DATE_OR_TIME =
      Pattern.compile(
          ("(?<![0-9+./:-])"
                  + ("(?:(?:YEAR([-./])MONTH\\1DAY|DAY([-./])MONTH\\2YEAR|MONTH([-./])DAY\\3YEAR)"
                      + "(?:[T ]TIME)?|TIME)")
                  + "(?![0-9:])(?![./-][0-9])")
              .replace("YEAR", YEAR)
              .replace("MONTH", MONTH)
              .replace("DAY", DAY)
              .replace("TIME", TIME));

  /** The shortest text with a time and a number. */
  private static final int MIN_LENGTH = 12;

  private Dates() {}

  /** Replaces each of them by a line end; returns the same text when there is none. */
  public static String without(String text) {
    return text.length() < MIN_LENGTH ? text : DATE_OR_TIME.matcher(text).replaceAll("\n");
  }
}
