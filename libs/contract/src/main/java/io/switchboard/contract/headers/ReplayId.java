package io.switchboard.contract.headers;

/**
 * The mark of everything that a replay wrote, and of what was derived from it. Consumers that act
 * on the outside world look for it: CXone is not told again what it has been told.
 */
public final class ReplayId {
  /** The header; its value is the id of the replay. */
  public static final String HEADER = "replay-id";

  private ReplayId() {}
}
