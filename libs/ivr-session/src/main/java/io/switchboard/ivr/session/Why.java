package io.switchboard.ivr.session;

/** The words that decisions give as their reason. */
final class Why {
  static final String STARTED = "started";
  static final String MOVED = "moved";
  static final String COLLECTING = "collecting";
  static final String NO_MATCH = "no_match";
  static final String TOO_SHORT = "too_short";
  static final String PARTIAL = "partial";
  static final String NO_INPUT = "no_input";
  static final String FALLBACK = "fallback";
  static final String REPEATED = "repeated";
  static final String IGNORED = "ignored";
  static final String ENDED = "ended";

  private Why() {}
}
