package io.switchboard.contract.headers;

/**
 * The value of {@code ce_type}. Types under {@code com.nice} are what CXone sent; types under
 * {@code io.switchboard} are written by this pipeline.
 */
public enum EventType {
  CALL_RESULT("com.nice.cxone.call-result"),
  CONTACT_EVENT("com.nice.cxone.contact-event"),
  DNC_WEBHOOK_EVENT("com.nice.cxone.dnc-event"),
  DIGIT("com.nice.cxone.dtmf"),
  MENU_REQUEST("com.nice.cxone.menu-request"),
  CALL_END("com.nice.cxone.call-end"),
  IVR_LOG("com.nice.cxone.ivr-log"),
  MENU_FALLBACK("io.switchboard.ivr.fallback"),
  MENU_TICK("io.switchboard.ivr.tick"),
  MENU_ACTIVATION("io.switchboard.ivr.activation"),
  MENU_DEFINITION("io.switchboard.ivr.definition"),
  MENU_DECISION("io.switchboard.ivr.decision"),
  CALL_OUTCOME("io.switchboard.ivr.outcome"),
  CLASSIFIED_DISPOSITION("io.switchboard.disposition.classified"),
  DNC_EVENT("io.switchboard.dnc.event"),
  DNC_DECISION("io.switchboard.dnc.decision"),
  DNC_REGISTRATION("io.switchboard.dnc.registration"),
  PUSH_ANSWER("io.switchboard.cxone.push"),
  REJECTED_INPUT("io.switchboard.rejected"),
  CONSOLE_ACTION("io.switchboard.console.action");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The value of the header. */
  public String wireName() {
    return wireName;
  }
}
