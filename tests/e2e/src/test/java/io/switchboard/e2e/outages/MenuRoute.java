package io.switchboard.e2e.outages;

/** How a caller's request reaches an ingress. */
@FunctionalInterface
public interface MenuRoute {

  /**
   * What the caller hears: the prompt, or the action when the answer has none.
   *
   * @param step number of the call's requests before this one
   */
  String hears(String callId, int step, String keys);
}
