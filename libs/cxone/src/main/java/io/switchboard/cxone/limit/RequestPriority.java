package io.switchboard.cxone.limit;

/** The order in which requests wait for the rate limit. */
public enum RequestPriority {
  /** Token requests: nothing works without one. */
  TOKEN,
  /** Opt-outs. */
  OPT_OUT,
  /** Interaction variables: a caller is on the phone. */
  CALLER,
  /** Everything else. */
  CONTACT
}
