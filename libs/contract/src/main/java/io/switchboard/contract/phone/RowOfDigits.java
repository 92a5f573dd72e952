package io.switchboard.contract.phone;

import io.switchboard.contract.phone.text.NumberScan.DigitRun;
import java.util.ArrayList;
import java.util.List;

/**
 * The digits of each number in a run that is longer than one number: numbers that blanks alone
 * separate, more of them than are read.
 */
final class RowOfDigits {
  private static final int MIN_DIGITS = 7;
  private static final int E164_DIGITS = 15;

  /** With a prefix. */
  private static final int MAX_DIGITS = 17;

  private RowOfDigits() {}

  /** The digits of the run; in pieces, when its groups show where one number ends. */
  static List<String> of(DigitRun run) {
    var digits = run.digits();
    if (digits.length() <= MAX_DIGITS) {
      return List.of(digits);
    }
    for (var length = E164_DIGITS; length >= MIN_DIGITS; length--) {
      var pieces = pieces(run.groups(), length);
      if (pieces.size() > 1) {
        return pieces;
      }
    }
    var whole = new ArrayList<>(run.groups());
    whole.removeIf(group -> group.length() < MIN_DIGITS);
    whole.add(digits);
    return whole.stream().distinct().toList();
  }

  /** Pieces of one length; none when a group would be divided. */
  private static List<String> pieces(List<String> groups, int length) {
    var pieces = new ArrayList<String>();
    var piece = new StringBuilder();
    for (var group : groups) {
      piece.append(group);
      if (piece.length() > length) {
        return List.of();
      }
      if (piece.length() == length) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
    }
    return piece.isEmpty() ? pieces : List.of();
  }
}
