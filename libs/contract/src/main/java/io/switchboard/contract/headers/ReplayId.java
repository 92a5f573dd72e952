package io.switchboard.contract.headers;

/**
 * Marks the records of a replay, and all records derived from them. Consumers with external effects
 * check it: CXone does not get the same state again.
 */
public final class ReplayId {
  /** The header; its value is the id of the replay. */
  public static final String HEADER = "replay-id";

  private ReplayId() {}
}
