package io.switchboard.tenant.traffic;

import org.jspecify.annotations.Nullable;

/** The contacts that are played in the shape that NICE publishes. */
public interface ContactLine {
  /** The id of a new contact. */
  long begin();

  /**
   * The contact has ended.
   *
   * @param dispositionId the agent's result, or null without one
   * @param from the caller's number in E.164; withheld when null
   */
  void end(long contactId, @Nullable Long dispositionId, @Nullable String from);

  /** The agent chooses a result after the end. */
  void dispose(long contactId, long dispositionId);
}
