package io.switchboard.dnc.registry;

/** The rule that decided an event, with its description. */
public enum ConsentRule {
  FIRST("first event on this number"),
  LATER_TIME("the later time wins"),
  OPT_OUT_AT_EQUAL_TIME("at equal times the opt-out wins"),
  LARGER_ID("at equal times the larger event id wins"),
  OLDER("a newer event stands"),
  REPEAT("this event was decided before"),
  OPT_IN_AHEAD("an opt-in more than 5 minutes ahead of its receipt is not believed"),
  OPT_IN_WITHOUT_TIME("an opt-in without a usable time is not believed"),
  OPT_IN_TWO_READINGS("an opt-in of a number with two valid readings is not believed"),
  OPT_IN_WITHOUT_NUMBER("an opt-in without a number is not believed"),
  NUMBER_UNKNOWN("an opt-out without a known number"),
  RESOLVED("the number was found and the opt-out registered under it");

  private final String description;

  ConsentRule(String description) {
    this.description = description;
  }

  /** A sentence that is part of the decision and of its hash. */
  public String description() {
    return description;
  }
}
