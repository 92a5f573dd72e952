package io.switchboard.cxone.profile;

/** What Switchboard asks of CXone; a profile has an {@link Endpoint} for each that it offers. */
public enum Operation {
  /** Sets a contact's disposition, or adds a tag for it. */
  CONTACT("contact"),
  /**
   * Sets a contact's disposition by the tenant's own disposition ids, when these are configured.
   */
  CONTACT_DISPOSITION("contactDisposition"),
  /** Sets the variables of an interaction. */
  INTERACTION("interaction"),
  /** Sets the do-not-call states of numbers, opt-outs and opt-ins in one request. */
  OUTBOUND("outbound"),
  /** Adds numbers to a do-not-call list. */
  DNC_ADD("dncAdd"),
  /** Removes numbers from a do-not-call list. */
  DNC_REMOVE("dncRemove"),
  /** Asks whether a number is on the do-not-call list. */
  DNC_SEARCH("dncSearch"),
  /** Registers the URL of a data action. */
  DATA_ACTION("dataAction");

  private final String key;

  Operation(String key) {
    this.key = key;
  }

  /** Its name in a profile's file. */
  public String key() {
    return key;
  }
}
