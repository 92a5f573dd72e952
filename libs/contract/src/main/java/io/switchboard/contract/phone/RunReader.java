package io.switchboard.contract.phone;

import io.switchboard.contract.phone.text.NumberScan.DigitRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one run of digits.
 *
 * @param region the region of national numbers, ISO 3166-1 alpha-2
 * @param bare whether the text contains nothing else; digits beside a label have the region's
 *     reading only
 */
record RunReader(String region, boolean bare) {
  private static final int MIN_DIGITS = 7;
  private static final int MIN_FOREIGN_DIGITS = 8;
  private static final int MAX_LEADING_DIGITS = 2;
  private static final int MAX_IN_A_ROW = 10;
  private static final int MAX_TAIL_DIGITS = 4;

  /** The library is asked about each part of them. */
  private static final int MAX_GROUPS_DIVIDED = 24;

  /** The readings of a run: none, one, or two when the number is ambiguous. */
  List<PhoneNumber> one(DigitRun run) {
    if (run.damaged() || Placeholders.isWithheld(run.plus(), run.digits())) {
      return List.of();
    }
    var own = direct(run);
    if (own.isEmpty()) {
      return List.of();
    }
    var readings = new ArrayList<PhoneNumber>();
    readings.add(own.get());
    if (bare) {
      foreign(run).filter(other -> !readings.contains(other)).ifPresent(readings::add);
    }
    return readings;
  }

  /** The number as written: with its plus sign or prefix, or as the region dials it. */
  Optional<PhoneNumber> direct(DigitRun run) {
    var digits = run.digits();
    if (run.plus()) {
      return international(run, prefixLength(digits));
    }
    return NumberingPlan.national(digits, region)
        .or(
            () ->
                prefixLength(digits) == 0
                    ? Optional.empty()
                    : international(run, prefixLength(digits)));
  }

  private static int prefixLength(String digits) {
    return digits.startsWith("011") ? 3 : digits.startsWith("00") ? 2 : 0;
  }

  private static Optional<PhoneNumber> international(DigitRun run, int prefix) {
    var digits = run.digits().substring(prefix);
    var number = NumberingPlan.international(digits);
    if (number.isEmpty() && run.trunkZero() > 0) {
      number = NumberingPlan.international(run.digitsWithTrunkZero().substring(prefix));
    }
    return number.isEmpty() && (run.plus() || prefix > 0)
        ? NumberingPlan.withOtherZero(digits)
        : number;
  }

  /**
   * The number of another country without its plus sign. The country code is not split over groups:
   * "5 415-555-0109" does not begin with 54.
   */
  Optional<PhoneNumber> foreign(DigitRun run) {
    var digits = run.digits();
    if (run.plus()
        || run.damaged()
        || digits.length() < MIN_FOREIGN_DIGITS
        || Placeholders.isFiller(digits)
        || run.groups().getFirst().length() < NumberingPlan.countryCode(digits).length()) {
      return Optional.empty();
    }
    return international(run, prefixLength(digits));
  }

  /** "4155550175 4155550176": numbers of one length with blanks or dashes between them. */
  List<List<PhoneNumber>> inARow(DigitRun run) {
    var total = run.digits().length();
    if (total > MAX_IN_A_ROW * NumberingPlan.MAX_DIGITS) {
      return List.of();
    }
    for (var count = 2; count <= MAX_IN_A_ROW && total / count >= MIN_DIGITS; count++) {
      if (total % count == 0) {
        var numbers = split(run, total / count);
        if (!numbers.isEmpty()) {
          return numbers;
        }
      }
    }
    return List.of();
  }

  private List<List<PhoneNumber>> split(DigitRun run, int length) {
    var numbers = new ArrayList<List<PhoneNumber>>();
    var from = 0;
    var digits = 0;
    for (var to = 1; to <= run.groups().size(); to++) {
      digits += run.groups().get(to - 1).length();
      if (digits == length) {
        var readings = one(run.part(from, to));
        if (readings.isEmpty()) {
          return List.of();
        }
        numbers.add(readings);
        from = to;
        digits = 0;
      }
    }
    return from == run.groups().size() ? numbers : List.of();
  }

  /**
   * Numbers of any length one after the other, each written as the region writes it: "030 901820 -
   * 0151 12345678". Empty unless there is exactly one way to divide the groups.
   */
  List<DigitRun> parts(DigitRun run) {
    var groups = run.groups().size();
    if (groups > MAX_GROUPS_DIVIDED) {
      return List.of();
    }
    var divisions = new ArrayList<List<List<DigitRun>>>(); // of the groups before each place
    divisions.add(List.of(List.of()));
    for (var to = 1; to <= groups; to++) {
      var ways = new ArrayList<List<DigitRun>>();
      for (var from = to - 1; from >= 0; from--) {
        var part = run.part(from, to);
        if (part.digits().length() > NumberingPlan.MAX_DIGITS) {
          break;
        }
        if (!divisions.get(from).isEmpty() && isWrittenInFull(part)) {
          divisions.get(from).forEach(before -> ways.add(with(before, part)));
        }
      }
      divisions.add(ways.size() > 2 ? ways.subList(0, 2) : ways); // two are ambiguous
    }
    return divisions.getLast().size() == 1 ? divisions.getLast().getFirst() : List.of();
  }

  private static List<DigitRun> with(List<DigitRun> before, DigitRun part) {
    var all = new ArrayList<>(before);
    all.add(part);
    return all;
  }

  /**
   * With a plus sign or the 0 before the area; where there is none, in the groups of the national
   * format.
   */
  private boolean isWrittenInFull(DigitRun part) {
    if (part.digits().length() < MIN_DIGITS) {
      return false;
    }
    return (part.plus() || part.digits().startsWith("0"))
        ? direct(part).isPresent()
        : !NumberingPlan.hasTrunkZero(region) && isWrittenAsNational(part);
  }

  /**
   * The number of groups at the beginning that are a number when other digits follow a blank, or a
   * few behind a dash: "415-555-0109 12", "415-555-0109-12". Empty when that is ambiguous.
   */
  Optional<Integer> beginning(DigitRun run) {
    var numbers = new LinkedHashMap<PhoneNumber, Integer>();
    var digits = 0;
    for (var to = 1; to < run.groups().size() && digits <= NumberingPlan.MAX_DIGITS; to++) {
      digits += run.groups().get(to - 1).length();
      var part = run.part(0, to);
      if (digits >= MIN_DIGITS && (run.blanks().get(to) || isShortTail(run, part))) {
        var groups = to;
        one(part).stream().findFirst().ifPresent(number -> numbers.put(number, groups));
      }
    }
    return only(numbers);
  }

  private boolean isShortTail(DigitRun run, DigitRun part) {
    return run.digits().length() - part.digits().length() <= MAX_TAIL_DIGITS
        && isWrittenAsNational(part);
  }

  /**
   * Whether the groups of a number are those of its national format, or some of them joined: "415
   * 5550109". "380 44 123 45" is not a format of North America.
   */
  boolean isWrittenAsNational(DigitRun run) {
    var number = direct(run);
    if (number.isEmpty()) {
      return false;
    }
    var usual = NumberingPlan.nationalGroups(number.get());
    var ends = new HashSet<Integer>();
    var length = 0;
    for (var group : usual.reversed()) {
      length += group.length();
      ends.add(length);
    }
    var from = 0;
    for (var group : run.groups().reversed()) {
      from += group.length();
      if (from < length && !ends.contains(from)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the first group is just a country code. */
  static boolean beginsWithCountryCode(DigitRun run) {
    return run.groups().getFirst().equals(NumberingPlan.countryCode(run.digits()));
  }

  /**
   * The group at which a number starts after digits that are dialled first: "9 415-…". Behind a
   * dash, "9-415-555-0109", it has to be written as a number of the region, or with a prefix.
   */
  Optional<Integer> end(DigitRun run) {
    var numbers = new LinkedHashMap<PhoneNumber, Integer>();
    var leading = 0;
    for (var from = 1; from < run.groups().size() && !run.plus(); from++) {
      leading += run.groups().get(from - 1).length();
      if (leading > MAX_LEADING_DIGITS) {
        break;
      }
      var part = run.part(from, run.groups().size());
      var first = from;
      if (part.digits().length() >= MIN_DIGITS
          && (run.blanks().get(from) || isShortLead(leading, part))) {
        one(part).stream().findFirst().ifPresent(number -> numbers.putIfAbsent(number, first));
      }
    }
    return only(numbers);
  }

  private boolean isShortLead(int leadingDigits, DigitRun part) {
    return leadingDigits == 1 && (prefixLength(part.digits()) > 0 || isWrittenAsNational(part));
  }

  private static Optional<Integer> only(Map<PhoneNumber, Integer> numbers) {
    return numbers.size() == 1 ? Optional.of(numbers.values().iterator().next()) : Optional.empty();
  }
}
