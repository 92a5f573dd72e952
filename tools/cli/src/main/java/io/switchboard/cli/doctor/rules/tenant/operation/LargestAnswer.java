package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.contract.text.Quantity;

/**
 * Check 22: Studio cuts an answer at 32 KB.
 *
 * @param bytes of the largest answer of the menu
 * @param node that gives it
 * @param menu where the menu is from
 */
public record LargestAnswer(int bytes, String node, String menu) {
  private static final int LIMIT = 32 * 1024;

  /** The result. */
  public Verdict verdict() {
    var found = "at most %s, node %s (%s)".formatted(Quantity.of(bytes, "byte"), node, menu);
    if (bytes > LIMIT) {
      return new Verdict.Failed(found, "shorten the prompt of this node: Studio cuts the answer");
    }
    return bytes * 4 > LIMIT * 3
        ? new Verdict.Warned(found, "Studio cuts an answer at 32 KB")
        : new Verdict.Passed(found);
  }
}
