package io.switchboard.contract.phone.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The runs of digits in a text, in order. A run is written like one number, with separators between
 * its groups. Extensions, pauses, service codes and trunk zeros in brackets are omitted.
 *
 * @param bare whether the text has only digits and separators
 * @param corrupt whether a single letter is between digits: probably a misread digit
 */
public record NumberScan(List<DigitRun> runs, boolean bare, boolean corrupt) {
  private static final int MAX_DIGITS = 64;

  /** The separator before a run. */
  public enum Boundary {
    WORD,
    LIST,
    SLASH
  }

  /**
   * Digits that may be one number.
   *
   * @param plus whether a plus sign precedes them
   * @param groups the digits, in groups as written
   * @param blanks for each group, whether a blank precedes it
   * @param trunkZero the index of the group after a zero in brackets; 0 for none
   * @param damaged whether a spreadsheet has changed the digits
   */
  public record DigitRun(
      boolean plus,
      List<String> groups,
      List<Boolean> blanks,
      int trunkZero,
      Boundary before,
      boolean damaged) {

    public DigitRun {
      groups = List.copyOf(groups);
      blanks = List.copyOf(blanks);
    }

    /** All its digits. */
    public String digits() {
      return String.join("", groups);
    }

    /** All its digits with the trunk zero in brackets, which belongs to numbers of Italy. */
    public String digitsWithTrunkZero() {
      return String.join("", groups.subList(0, trunkZero))
          + "0"
          + String.join("", groups.subList(trunkZero, groups.size()));
    }

    /** This run and the next as one. */
    public DigitRun join(DigitRun next) {
      var allGroups = new ArrayList<>(groups);
      allGroups.addAll(next.groups);
      var allBlanks = new ArrayList<>(blanks);
      allBlanks.addAll(next.blanks);
      return new DigitRun(plus, allGroups, allBlanks, trunkZero, before, damaged || next.damaged);
    }

    /** Some of its groups. */
    public DigitRun part(int from, int to) {
      return new DigitRun(
          plus && from == 0,
          groups.subList(from, to),
          blanks.subList(from, to),
          trunkZero > from && trunkZero < to ? trunkZero - from : 0,
          from == 0 ? before : Boundary.WORD,
          damaged);
    }
  }

  public NumberScan {
    runs = List.copyOf(runs);
  }

  /** Scans the result of {@link NumberText#of}. */
  public static NumberScan of(String text) {
    return new NumberScanner(text).scan();
  }

  /** All digits that were written as digits of a number, at most 64. */
  public String digits() {
    var digits = runs.stream().map(DigitRun::digits).collect(Collectors.joining());
    return digits.length() > MAX_DIGITS ? digits.substring(0, MAX_DIGITS) : digits;
  }
}
