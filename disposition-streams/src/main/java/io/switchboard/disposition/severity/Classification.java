package io.switchboard.disposition.severity;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;

/** What a disposition code means, and the rule that decides it. */
public record Classification(String category, Severity severity, String ruleId) {
  /** Category and rule of a code that no rule names. */
  public static final String UNCLASSIFIED = "unclassified";

  static final Classification UNKNOWN =
      new Classification(UNCLASSIFIED, Severity.LOW, UNCLASSIFIED);

  /** Whether it is an opt-out. */
  public boolean isOptOut() {
    return category.equals(ClassifiedDisposition.DO_NOT_CALL);
  }

  /** Whether no rule names the code. */
  public boolean isUnknown() {
    return ruleId.equals(UNCLASSIFIED);
  }
}
