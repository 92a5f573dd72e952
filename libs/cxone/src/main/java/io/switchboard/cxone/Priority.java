package io.switchboard.cxone;

/** Who goes first when requests wait for the rate limit. */
public enum Priority {
  /** Nothing works without one. */
  TOKEN,
  /** Numbers that must not be called any more. */
  OPT_OUT,
  /** Somebody is on the phone. */
  CALLER,
  /** Everything else. */
  CONTACT
}
